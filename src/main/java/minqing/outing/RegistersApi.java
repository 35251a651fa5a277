package minqing.outing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import minqing.access.CurrentUser;
import minqing.problem.Problems;
import minqing.web.PageOf;
import minqing.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The registers over REST. */
@RestController
@RequestMapping("/api/registers")
@Tag(
        name = "registers",
        description =
                "The registers of annexes 2 to 5 and of diaries: what counts, by leader in the order of annex 1, then by day")
class RegistersApi {

    private final CurrentUser user;
    private final Registers registers;
    private final Problems problems;

    RegistersApi(CurrentUser user, Registers registers, Problems problems) {
        this.user = user;
        this.registers = registers;
        this.problems = problems;
    }

    @GetMapping("/labour")
    @Operation(summary = "Productive labour (annex 2)")
    PageOf<Registers.LabourRow> labour(
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Paging paging) {
        return registers.labour(user.get(), filter(leader, text, from, to), paging);
    }

    @GetMapping("/receptions")
    @Operation(
            summary =
                    "Receptions (annex 3); people are masked as the caller requires, and reading them in full is logged")
    PageOf<Registers.ReceptionRow> receptions(
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Paging paging) {
        return registers.receptions(user.get(), filter(leader, text, from, to), paging);
    }

    @GetMapping("/forums")
    @Operation(summary = "Forums (annex 5)")
    PageOf<Registers.ForumRow> forums(
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Paging paging) {
        return registers.forums(user.get(), filter(leader, text, from, to), paging);
    }

    @GetMapping("/diaries")
    @Operation(summary = "Diaries")
    PageOf<Registers.DiaryRow> diaries(
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Paging paging) {
        return registers.diaries(user.get(), filter(leader, text, from, to), paging);
    }

    @GetMapping("/problems")
    @Operation(
            summary = "Problems (annex 4), by the day of the report; merged, declined and withdrawn ones are left out")
    PageOf<Problems.RegisterRow> problems(
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Paging paging) {
        Registers.Filter filter = filter(leader, text, from, to);
        return problems.register(
                user.get(),
                new Problems.RegisterFilter(filter.leader(), filter.text(), filter.from(), filter.to()),
                paging);
    }

    static Registers.Filter filter(
            @Nullable String leader, @Nullable String text, @Nullable LocalDate from, @Nullable LocalDate to) {
        return new Registers.Filter(blankToNull(leader), blankToNull(text), from, to);
    }

    static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
