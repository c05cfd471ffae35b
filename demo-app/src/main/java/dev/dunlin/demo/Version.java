package dev.dunlin.demo;

import picocli.CommandLine.IVersionProvider;

/** The version, as the build wrote it into the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Demo.class.getPackage().getImplementationVersion();
        return new String[] {
            "Dunlin " + (version == null ? "(not from a jar)" : version), "Java " + System.getProperty("java.version")
        };
    }
}
