package dev.dunlin.demo;

import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Lists the options class by class, each under the heading of its class. Picocli's own groups would do that too, but an option
 * given twice makes them forget what else was given of its group.
 */
final class GroupedHelp implements IHelpSectionRenderer {
    @Override
    public String render(Help help) {
        StringBuilder text = new StringBuilder();
        for (CommandSpec group : help.commandSpec().mixins().values()) {
            String heading = group.usageMessage().optionListHeading();
            // Only --help and --version come without one; they are picocli's.
            text.append(help.createHeading(heading.isEmpty() ? "%n" : heading));
            Layout layout = help.createDefaultLayout();
            layout.addOptions(group.options(), help.parameterLabelRenderer());
            text.append(layout);
        }
        return text.toString();
    }
}
