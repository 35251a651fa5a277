package minqing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyType;

/** Each package directly below {@code minqing} is a module; what another may use of it is public, and no circle closes. */
class ModulesTest {

    /** From the lowest to the highest: a module may use those before it, never one after it. */
    private static final List<String> ORDER = List.of(
            "fault",
            "document",
            "database",
            "calendar",
            "organization",
            "form",
            "engine",
            "access",
            "web",
            "administration",
            "inbox",
            "almanac",
            "attachment",
            "problem",
            "outing",
            "accusation",
            "summary",
            "statistics",
            "audit",
            "guide",
            "demonstration");

    private static final ApplicationModules MODULES = ApplicationModules.of(MinqingApplication.class);

    @Test
    void noModuleReachesIntoAnotherAndNoCircleCloses() {
        MODULES.verify();
    }

    @Test
    void everyModuleHasItsPlaceInTheOrder() {
        assertThat(MODULES.stream().map(ModulesTest::name)).containsExactlyInAnyOrderElementsOf(ORDER);
    }

    @Test
    void noModuleUsesAHigherOne() {
        List<String> upwards = new ArrayList<>();
        MODULES.stream()
                .forEach(module -> used(module)
                        .filter(used -> ORDER.indexOf(used) >= ORDER.indexOf(name(module)))
                        .forEach(used -> upwards.add(name(module) + " uses " + used)));

        assertThat(upwards).isEmpty();
    }

    @Test
    void theDependenciesAreSeen() {
        assertThat(MODULES.getModuleByName("problem").stream().flatMap(ModulesTest::used))
                .contains("inbox", "organization", "calendar");
    }

    private static Stream<String> used(ApplicationModule module) {
        return module.getDependencies(MODULES, DependencyType.values()).stream()
                .map(dependency -> name(dependency.getTargetModule()))
                .distinct();
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }
}
