package minqing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.testing.Sources;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The rules of the house that neither the compiler nor the module boundaries can keep. */
class HouseRulesTest {

    /** A change to a maintained fork of the engine stays a change of a few files. */
    private static final ArchRule ENGINE = noClasses()
            .that(DescribedPredicate.not(resideInAnyPackage(
                            "minqing.platform.engine..",
                            "minqing.platform.webapps..",
                            "minqing.bureau.access..",
                            "minqing.bureau.organization..",
                            "minqing.work.inbox.."))
                    .and(DescribedPredicate.describe(
                            "aren't a process",
                            (JavaClass type) -> !outermost(type).getSimpleName().endsWith("Process"))))
            .should()
            .dependOnClassesThat(resideInAPackage("org.camunda..")
                    .and(DescribedPredicate.not(resideInAPackage("org.camunda.feel.."))))
            .as("only a process class and the modules around the engine know the engine");

    private static final ArchRule NAMES = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Utility|Utilities|Manager|Helper)(\\$.*)?")
            .as("a name says what a class is, not that it helps");

    /** The bundled database starts before there is a clock; it names a directory by the moment and nothing depends on it. */
    private static final ArchRule CLOCK = noClasses()
            .that(DescribedPredicate.not(DescribedPredicate.describe(
                    "start the database",
                    (JavaClass type) -> outermost(type).getName().equals("minqing.platform.database.BundledPostgres"))))
            .should()
            .accessTargetWhere(DescribedPredicate.describe("the machine's time", HouseRulesTest::readsTheMachinesTime))
            .as("time is injected as a java.time.Clock");

    private static final ArchRule CONTROLLERS = noClasses()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .or()
            .areMetaAnnotatedWith(RestControllerAdvice.class)
            .should()
            .bePublic()
            .as("nobody calls a controller but a browser");

    private static final ArchRule FIELDS = GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    private static final ArchRule NULLS = classes()
            .should(new com.tngtech.archunit.lang.ArchCondition<>("stand in a package that is null-marked") {
                @Override
                public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new com.tngtech.archunit.lang.SimpleConditionEvent(
                            type, marked, type.getName() + " stands in a package that says nothing of null"));
                }
            });

    /**
     * Files that may hold Chinese words, and why: who starts the application reads them before there is a bundle to read
     * from.
     */
    private static final Map<String, String> CHINESE = Map.of(
            "BundledPostgres.java", "a start error for the operator",
            "DirectoryLock.java", "a start error for the operator",
            "FirstAdministrator.java", "a start error for the operator",
            "StartReport.java", "a start error for the operator",
            "OrganizationStart.java", "a log line for the operator who starts the demonstration",
            "ConfiguredPath.java", "a start error for the operator",
            "TrustedProxies.java", "a start error for the operator",
            "Storage.java", "a log line for the operator: the disk is full");

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("minqing");

    private static final JavaClasses COUNTEREXAMPLES = new ClassFileImporter().importPackages("counterexample");

    static Stream<ArchRule> rules() {
        return Stream.of(ENGINE, NAMES, CLOCK, CONTROLLERS, FIELDS, NULLS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theProductKeepsTheRule(ArchRule rule) {
        rule.check(PRODUCT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theRuleIsSeenToBeBroken(ArchRule rule) {
        assertThat(rule.evaluate(COUNTEREXAMPLES).hasViolation()).isTrue();
    }

    @Test
    void everyWayToAskTheMachineForTheTimeIsSeen() {
        assertThat(CLOCK.evaluate(COUNTEREXAMPLES).getFailureReport().getDetails())
                .hasSize(7);
    }

    @Test
    void wordsStandInBundlesAndNotInJava() {
        assertThat(chinese(Sources.ofTheProduct())).containsOnlyKeys(CHINESE.keySet());
    }

    @Test
    void chineseWordsInJavaAreSeenAndCommentsAreNot() {
        Map<String, Set<String>> found = chinese(Sources.below(Path.of("src/test/java/counterexample")));

        assertThat(found).containsOnlyKeys("Everything.java");
        assertThat(found.get("Everything.java")).containsExactly("第一行\nsecond line\n", "销号");
    }

    private static Map<String, Set<String>> chinese(Sources sources) {
        return sources.texts().stream()
                .filter(literal -> literal.text()
                        .codePoints()
                        .anyMatch(character -> Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN))
                .collect(Collectors.groupingBy(
                        Sources.Literal::file,
                        Collectors.mapping(Sources.Literal::text, Collectors.toCollection(TreeSet::new))));
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return outermost;
    }

    private static boolean readsTheMachinesTime(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        boolean bare =
                access.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget target
                        && target.getRawParameterTypes().stream()
                                .noneMatch(parameter -> parameter.getName().equals("java.time.Clock"));
        return switch (owner) {
            case "java.lang.System" -> name.equals("currentTimeMillis");
            case "java.util.Date" ->
                name.equals("<init>")
                        && access.getTarget()
                                instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget made
                        && made.getRawParameterTypes().isEmpty();
            case "java.util.Calendar" -> name.equals("getInstance");
            case "java.time.Clock" ->
                List.of("systemUTC", "systemDefaultZone", "system").contains(name);
            default -> owner.startsWith("java.time.") && name.equals("now") && bare;
        };
    }
}
