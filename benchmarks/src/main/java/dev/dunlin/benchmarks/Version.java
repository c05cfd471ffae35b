package dev.dunlin.benchmarks;

import picocli.CommandLine.IVersionProvider;

/** The version, as the build wrote it into the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Benchmarks.class.getPackage().getImplementationVersion();
        return new String[] {
            "Dunlin benchmarks " + (version == null ? "(not from a jar)" : version),
            "Java " + System.getProperty("java.version")
        };
    }
}
