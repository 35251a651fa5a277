package minqing.activity.guide;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is missing before the bureau can work, over REST. */
@RestController
@RequestMapping("/api/organization/readiness")
@Tag(name = "organization")
class GuideApi {

    private final Guide guide;
    private final CurrentUser user;
    private final MessageSource messages;

    GuideApi(Guide guide, CurrentUser user, MessageSource messages) {
        this.guide = guide;
        this.user = user;
        this.messages = messages;
    }

    @GetMapping
    @Operation(
            summary =
                    "Whether the bureau can work, for administrators: the steps of setting up with what is missing, and "
                            + "who would have each step of the processes today",
            description =
                    "weight: blocking nothing can be finished without it, open some work would lie where nobody can "
                            + "take it, advised the work goes on by a longer way")
    ReadinessAnswer readiness() {
        GuidePages.requireAdministrator(user.get());
        Readiness readiness = guide.readiness();
        return new ReadinessAnswer(
                readiness.canWork(),
                readiness.complete(),
                readiness.steps().stream()
                        .map(step -> new StepAnswer(
                                step.key(),
                                step.done(),
                                step.address(),
                                step.gaps().stream().map(this::gap).toList()))
                        .toList(),
                readiness.duties().stream()
                        .map(duty -> new DutyAnswer(
                                duty.key(),
                                duty.unit(),
                                duty.people().stream().map(Account::id).toList()))
                        .toList());
    }

    private GapAnswer gap(Gap gap) {
        return new GapAnswer(
                gap.key(),
                gap.weight().code(),
                messages.getMessage("guide.gap." + gap.key(), gap.arguments().toArray(), Locale.SIMPLIFIED_CHINESE),
                gap.address());
    }

    /**
     * Whether the bureau can work.
     *
     * @param canWork a problem can go all its way and a month can be sealed
     * @param complete nothing would lie where nobody can take it
     */
    record ReadinessAnswer(boolean canWork, boolean complete, List<StepAnswer> steps, List<DutyAnswer> duties) {}

    /** A step of setting up; {@code address}: the page where it is done. */
    record StepAnswer(String key, boolean done, String address, List<GapAnswer> missing) {}

    /** What is missing, and what can't happen therefore. */
    record GapAnswer(String key, String weight, String message, String address) {}

    /** Who would have a step of the processes; nobody: an empty list. */
    record DutyAnswer(String key, @Nullable String unit, List<String> accounts) {}
}
