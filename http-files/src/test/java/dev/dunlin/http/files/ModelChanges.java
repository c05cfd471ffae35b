package dev.dunlin.http.files;

import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.util.List;

/**
 * What happens to {@link ModelDisk}: names come, go and move, and the watcher is told, or is not. The root is {@code /r};
 * beside it, {@code /o} is where things are moved to and from.
 */
final class ModelChanges {
    private static final List<String> NAMES = List.of("a", "b", "a", "b", "a", "b", "c", ".e");
    private static final int DEEPEST = 5;
    private static final String KEPT = "k";
    private static final String ROOT = "r";

    private final ModelDice dice;
    private final ModelDisk disk;
    private final ModelNode outside = ModelNode.directory();

    /** Null as long as nobody can know the tree. */
    private ModelWatcher watcher;

    private ModelNode lastMoved;
    private ModelNode lastParent;
    private String lastName = "";

    /** One change in so many concerns the root itself; 0 for none. */
    private int ofRoot;

    /** One event in so many is lost; 0 for none. */
    private int lost;

    ModelChanges(ModelDice dice, ModelDisk disk) {
        this.dice = dice;
        this.disk = disk;
        disk.top.put(ROOT, ModelNode.directory());
        disk.top.put("o", outside);
    }

    /** From now on. */
    void tell(ModelWatcher watcher) {
        this.watcher = watcher;
    }

    /** From now on, one event in so many is lost; 0 for none. */
    void lose(int lost) {
        this.lost = lost;
    }

    /** From now on, one change in so many concerns the root; 0 for none. */
    void moveRoot(int ofRoot) {
        this.ofRoot = ofRoot;
    }

    /** Makes some change, or none if what was drawn is impossible. */
    void change() {
        if (ofRoot > 0 && dice.once(ofRoot)) {
            changeRoot();
            return;
        }
        ModelNode directory = anyDirectory();
        if (directory == null) return;
        String name = anyName();
        ModelNode there = directory.entries.get(name);
        switch (dice.below(14)) {
            case 0, 1 -> create(directory, name, ModelNode.file());
            case 2, 3 -> createDirectory(directory, name);
            case 4 -> create(directory, name, ModelNode.link(dice.once(2) ? "/r" : "/r/a"));
            case 5, 6 -> delete(there);
            case 7, 8 -> move(there, outside, KEPT);
            case 9 -> move(outside.entries.get(KEPT), directory, name);
            case 10, 11 -> move(anyDirectory().entries.get(anyName()), directory, name);
            default -> moveBack();
        }
    }

    private void changeRoot() {
        ModelNode root = disk.top.entries.get(ROOT);
        switch (dice.below(6)) {
            case 0 -> delete(root);
            case 1 -> createDirectory(disk.top, ROOT);
            case 2 -> move(root, outside, KEPT);
            case 3 -> move(outside.entries.get(KEPT), disk.top, ROOT);
            case 4 -> create(disk.top, ROOT, ModelNode.link("/o/k"));
            default -> moveBack();
        }
    }

    private void moveBack() {
        if (lastMoved != null && lastMoved.parent != null) move(lastMoved, lastParent, lastName);
    }

    private String anyName() {
        return NAMES.get(dice.below(NAMES.size()));
    }

    /** Some directory in the tree, or null if there is none. */
    private ModelNode anyDirectory() {
        ModelNode node = disk.directory("/r");
        while (node != null && node.depth() < DEEPEST) {
            if (dice.once(3)) return node;
            ModelNode next = node.entries.get(anyName());
            if (next == null || !next.isDirectory()) return node;
            node = next;
        }
        return node;
    }

    /** Creates a file of this name in every directory whose files are to be found, or deletes it there. */
    void toggleEverywhere(ModelNode directory, String name) {
        for (String entry : directory.names()) {
            ModelNode node = directory.entries.get(entry);
            if (node.isDirectory() && !entry.startsWith(".")) toggleEverywhere(node, name);
        }
        if (!create(directory, name, ModelNode.file())) delete(directory.entries.get(name));
    }

    private void createDirectory(ModelNode directory, String name) {
        ModelNode made = ModelNode.directory();
        if (!create(directory, name, made)) return;
        if (dice.once(2)) create(made, "a", ModelNode.file());
        if (dice.once(2)) create(made, "b", ModelNode.directory());
    }

    private boolean create(ModelNode directory, String name, ModelNode node) {
        if (directory.entries.containsKey(name)) return false;
        directory.put(name, node);
        tell(directory, StandardWatchEventKinds.ENTRY_CREATE, name);
        return true;
    }

    private void delete(ModelNode node) {
        if (node == null) return;
        for (String entry : node.names()) delete(node.entries.get(entry));
        ModelNode parent = node.parent;
        parent.entries.remove(node.name);
        node.parent = null;
        tell(parent, StandardWatchEventKinds.ENTRY_DELETE, node.name);
        end(node);
    }

    /** As rename(2), if that is possible: a file may take the place of a file. */
    private void move(ModelNode node, ModelNode directory, String name) {
        if (node == null || directory.isIn(node) || !directory.isIn(disk.top)) return;
        ModelNode there = directory.entries.get(name);
        if (there != null && (there == node || there.isDirectory() || node.isDirectory())) return;
        lastMoved = node;
        lastParent = node.parent;
        lastName = node.name;
        node.parent.entries.remove(node.name);
        if (there != null) there.parent = null;
        directory.put(name, node);
        tell(lastParent, StandardWatchEventKinds.ENTRY_DELETE, lastName);
        tell(directory, StandardWatchEventKinds.ENTRY_CREATE, name);
        if (there != null) end(there);
    }

    private void tell(ModelNode directory, WatchEvent.Kind<?> kind, String name) {
        if (watcher != null && !isLost()) watcher.changed(directory, kind, name);
    }

    private void end(ModelNode node) {
        if (watcher != null) watcher.ended(node, isLost());
    }

    private boolean isLost() {
        return lost > 0 && dice.once(lost);
    }
}
