package io.fenghuo;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The walls of the house: who may know whom. */
class WallsTest {
    private static final String ROOT = "io.fenghuo.";
    /** Room → rooms it may know. The folder list, read in this order, is the way a post goes. */
    private static final Map<String, Set<String>> MAY_KNOW = new LinkedHashMap<>();

    static {
        MAY_KNOW.put("model", Set.of());
        MAY_KNOW.put("wire", Set.of("model"));
        MAY_KNOW.put("normalise", Set.of("model"));
        MAY_KNOW.put("match", Set.of("model", "normalise"));
        MAY_KNOW.put("grade", Set.of("model"));
        MAY_KNOW.put("incident", Set.of("model", "grade"));
        MAY_KNOW.put("source", Set.of("model", "wire"));
        MAY_KNOW.put("platform", Set.of("model", "wire", "source"));
        MAY_KNOW.put("channel", Set.of("model", "wire"));
        MAY_KNOW.put("evidence", Set.of("model", "wire"));
        MAY_KNOW.put("playbook", Set.of("model", "match"));
        MAY_KNOW.put("search", Set.of());
        MAY_KNOW.put("vendor", Set.of());
        MAY_KNOW.put("config", Set.of("model", "match", "incident", "source", "channel", "evidence", "playbook"));
        MAY_KNOW.put("store", Set.of("model", "wire"));
        MAY_KNOW.put("web", Set.of("model", "wire", "playbook"));
        MAY_KNOW.put(
                "verticle",
                Set.of(
                        "model",
                        "wire",
                        "config",
                        "normalise",
                        "match",
                        "grade",
                        "incident",
                        "source",
                        "channel",
                        "evidence",
                        "store"));
        MAY_KNOW.put(
                "app",
                Set.of(
                        "model",
                        "wire",
                        "config",
                        "normalise",
                        "match",
                        "grade",
                        "incident",
                        "source",
                        "channel",
                        "evidence",
                        "store",
                        "web",
                        "playbook",
                        "search",
                        "platform",
                        "vendor",
                        "verticle"));
        MAY_KNOW.put("cli", Set.of("app", "model"));
    }

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.fenghuo");
    }

    @Test
    void everyRoomIsOnThePlan() {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass type : classes) {
            rooms.add(room(type));
        }
        assertThat(MAY_KNOW.keySet()).containsAll(rooms);
    }

    @Test
    void roomsKnowOnlyWhatThePlanAllows() {
        MAY_KNOW.forEach((room, known) -> {
            ArchRule rule = noClasses()
                    .that()
                    .resideInAPackage(ROOT + room + "..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("io.fenghuo..")
                            .and(not(inRoom(room)))
                            .and(not(DescribedPredicate.describe(
                                    "a room it may know", (JavaClass type) -> known.contains(room(type))))))
                    .allowEmptyShould(true);
            rule.check(classes);
        });
    }

    @Test
    void noCycles() {
        slices().matching("io.fenghuo.(*)..").should().beFreeOfCycles().check(classes);
    }

    /** Within a room too, save the application, which ties all together and is known by its own rooms. */
    @Test
    void noCyclesWithinARoom() {
        SliceAssignment packages = new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return room(type).equals("app") ? SliceIdentifier.ignore() : SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
        slices().assignedFrom(packages).should().beFreeOfCycles().check(classes);
    }

    @Test
    void vertxStaysAtTheRim() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.fenghuo.verticle..", "io.fenghuo.app..", "io.fenghuo.web..", "io.fenghuo.vendor..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .check(classes);
    }

    @Test
    void oneClassReadsTheTime() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.fenghuo.app.SystemTime")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(classes);
    }

    @Test
    void theModelKnowsTheJdkAlone() {
        noClasses()
                .that()
                .resideInAPackage("io.fenghuo.model..")
                .should()
                .dependOnClassesThat(not(resideInAnyPackage("java..", "org.jspecify..", "io.fenghuo.model..")))
                .check(classes);
    }

    @Test
    void noRoomWithoutAName() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..service..", "..impl..", "..dto..")
                .check(classes);
    }

    private static DescribedPredicate<JavaClass> inRoom(String room) {
        return DescribedPredicate.describe("in " + room, type -> room(type).equals(room));
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT)) {
            return "";
        }
        String rest = name.substring(ROOT.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
