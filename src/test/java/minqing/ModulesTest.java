package minqing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyType;

/**
 * Four wings, one direction. A module is a package of a wing; what another may use of it is public, and its {@code package-info}
 * names what it uses.
 */
class ModulesTest {

    /** From the lowest to the highest: a module may use those of its own wing and of the wings before it. */
    static final List<String> WINGS = List.of("platform", "bureau", "work", "activity");

    static final ApplicationModules MODULES = ApplicationModules.of(MinqingApplication.class);

    @Test
    void noModuleReachesIntoAnotherOrUsesWhatItDoesNotNameAndNoCircleCloses() {
        MODULES.verify();
    }

    @Test
    void everyPackageIsAModuleOfAWing() {
        assertThat(MODULES.stream().map(ModulesTest::wing)).isNotEmpty().isSubsetOf(WINGS);
        assertThat(MODULES.getModuleByName("activity.problem")).isPresent();
    }

    @Test
    void noModuleUsesAHigherWing() {
        List<String> upwards = new ArrayList<>();
        MODULES.stream()
                .forEach(module -> used(module)
                        .filter(used -> WINGS.indexOf(wing(used)) > WINGS.indexOf(wing(module)))
                        .forEach(used -> upwards.add(name(module) + " uses " + name(used))));

        assertThat(upwards).isEmpty();
    }

    /** An allow list that names more than is used stops nobody. */
    @Test
    void everyModuleNamesWhatItUsesAndNothingElse() {
        List<String> wrong = new ArrayList<>();
        MODULES.stream().forEach(module -> {
            Set<String> used = used(module).map(ModulesTest::name).collect(Collectors.toCollection(TreeSet::new));
            Set<String> named = new TreeSet<>(allowed(module));
            if (!named.equals(used)) {
                wrong.add(name(module) + " names " + named + " and uses " + used);
            }
        });

        assertThat(wrong).isEmpty();
    }

    static List<String> allowed(ApplicationModule module) {
        try {
            return Arrays.asList(Class.forName(module.getBasePackage().getName() + ".package-info")
                    .getAnnotation(org.springframework.modulith.ApplicationModule.class)
                    .allowedDependencies());
        } catch (ClassNotFoundException unsaid) {
            throw new AssertionError(name(module) + " does not say what it uses", unsaid);
        }
    }

    static Stream<ApplicationModule> used(ApplicationModule module) {
        return module.getDependencies(MODULES, DependencyType.values()).stream()
                .map(dependency -> dependency.getTargetModule())
                .filter(target -> !target.equals(module))
                .distinct();
    }

    static String wing(ApplicationModule module) {
        return name(module).substring(0, name(module).indexOf('.'));
    }

    static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }
}
