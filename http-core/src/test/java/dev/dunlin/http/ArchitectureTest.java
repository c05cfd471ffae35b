package dev.dunlin.http;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.dunlin.http.testing.TestConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the arrows of the design: server → h1 → net, server → proxy → net, server → tls, h1 → wire → http, proxy → http,
 * filters → http, routing → http, testing → h1, http → runtime, net → runtime, and never the other way.
 */
class ArchitectureTest {
    private static JavaClasses house;

    @BeforeAll
    static void importClasses() throws MalformedURLException {
        URL main = Handler.class.getProtectionDomain().getCodeSource().getLocation();
        house = new ClassFileImporter().importUrls(List.of(main, new URL(main, "../testing-classes/")));
    }

    @Test
    void theKitForTestsIsSeenAsWell() {
        assertThat(house.contain(TestConnection.class)).isTrue();
    }

    @Test
    void arrowsNeverPointTheOtherWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("runtime")
                .definedBy("dev.dunlin.http.runtime..")
                .layer("http")
                .definedBy("dev.dunlin.http")
                .layer("filters")
                .definedBy("dev.dunlin.http.filters..")
                .layer("routing")
                .definedBy("dev.dunlin.http.routing..")
                .layer("wire")
                .definedBy("dev.dunlin.http.wire..")
                .layer("net")
                .definedBy("dev.dunlin.http.net..")
                .layer("proxy")
                .definedBy("dev.dunlin.http.proxy..")
                .layer("h1")
                .definedBy("dev.dunlin.http.h1..")
                .layer("server")
                .definedBy("dev.dunlin.http.server..")
                .layer("tls")
                .definedBy("dev.dunlin.http.tls..")
                .layer("testing")
                .definedBy("dev.dunlin.http.testing..")
                .whereLayer("runtime")
                .mayNotAccessAnyLayer()
                .whereLayer("http")
                .mayOnlyAccessLayers("runtime")
                .whereLayer("filters")
                .mayOnlyAccessLayers("http")
                .whereLayer("filters")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("routing")
                .mayOnlyAccessLayers("http")
                .whereLayer("routing")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("wire")
                .mayOnlyAccessLayers("http")
                .whereLayer("net")
                .mayOnlyAccessLayers("runtime")
                .whereLayer("proxy")
                .mayOnlyAccessLayers("net", "http")
                .whereLayer("tls")
                .mayNotAccessAnyLayer()
                .whereLayer("h1")
                .mayOnlyAccessLayers("net", "wire", "http", "runtime")
                .whereLayer("server")
                .mayOnlyAccessLayers("h1", "proxy", "net", "tls", "wire", "http", "runtime")
                .whereLayer("testing")
                .mayOnlyAccessLayers("h1", "net", "wire", "http", "runtime")
                .whereLayer("testing")
                .mayNotBeAccessedByAnyLayer()
                .ensureAllClassesAreContainedInArchitecture()
                .check(house);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.dunlin.(**)").should().beFreeOfCycles().check(house);
    }

    @Test
    void nothingButTheJdkAndTheLoggingFacadeIsNeeded() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.dunlin.http..", "java..", "javax.net.ssl", "org.slf4j..", "org.jspecify.."))
                .check(house);
    }

    @Test
    void onlyWhatPutsTlsTogetherOrTellsOfItKnowsOfIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.dunlin.http.net", "dev.dunlin.http.tls", "dev.dunlin.http.h1", "dev.dunlin.http.server")
                .and()
                .doNotBelongToAnyOf(TlsInfo.class)
                .should()
                .dependOnClassesThat(resideInAPackage("javax.net.ssl"))
                .check(house);
    }

    @Test
    void theWireTouchesNoSocketsAndNoThreads() {
        noClasses()
                .that()
                .resideInAPackage("dev.dunlin.http.wire..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.channels..")
                        .or(assignableTo(Thread.class))
                        .or(assignableTo(Executor.class))
                        .or(assignableTo(Lock.class)))
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void theWireReadsNoClock() {
        noClasses()
                .that()
                .resideInAPackage("dev.dunlin.http.wire..")
                .should()
                .callMethodWhere(describe("read a clock", ArchitectureTest::readsAClock))
                .orShould()
                .dependOnClassesThat(assignableTo(Clock.class))
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void theMessagesOpenNoSockets() {
        noClasses()
                .that()
                .resideInAPackage("dev.dunlin.http")
                .should()
                .dependOnClassesThat(resideInAPackage("java.nio.channels..")
                        .and(describe("work on the network", ArchitectureTest::worksOnTheNetwork)))
                .check(house);
    }

    private static boolean readsAClock(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        boolean mayTellTheTime =
                owner.isEquivalentTo(System.class) || owner.getPackageName().equals("java.time");
        return mayTellTheTime && Set.of("now", "nanoTime", "currentTimeMillis").contains(call.getName());
    }

    private static boolean worksOnTheNetwork(JavaClass type) {
        return type.isAssignableTo("java.nio.channels.NetworkChannel")
                || type.isAssignableTo("java.nio.channels.Selector");
    }
}
