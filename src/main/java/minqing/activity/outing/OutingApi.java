package minqing.activity.outing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.regex.Pattern;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.web.OneTimeAnswer;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Outings over REST: enter, read, list, correct, delete. */
@RestController
@RequestMapping("/api/outings")
@Tag(name = "outings", description = "One outing of a leader feeds every register")
class OutingApi {

    /** A key made for one draft and never for another. */
    private static final Pattern OF_A_DRAFT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final CurrentUser user;
    private final Outings outings;
    private final OutingView view;
    private final OutingList list;
    private final Kinds kinds;
    private final OutingWords words;
    private final ObjectMapper json;

    OutingApi(
            CurrentUser user,
            Outings outings,
            OutingView view,
            OutingList list,
            Kinds kinds,
            OutingWords words,
            ObjectMapper json) {
        this.user = user;
        this.outings = outings;
        this.view = view;
        this.list = list;
        this.kinds = kinds;
        this.words = words;
        this.json = json;
    }

    @GetMapping("/kinds")
    @Operation(summary = "The kinds of outings, with the theme and the village day each usually has")
    PageOf<Kinds.Kind> kinds() {
        List<Kinds.Kind> all = kinds.kinds();
        return new PageOf<>(all, all.size());
    }

    @GetMapping("/themes")
    @Operation(summary = "The four themes of the activity")
    PageOf<Kinds.Theme> themes() {
        List<Kinds.Theme> all = kinds.themes();
        return new PageOf<>(all, all.size());
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary =
                    "Enter an outing with its labour, receptions, forums, diary and problems, all or nothing. A leader's own counts at once; entered on a leader's behalf it counts when the leader has confirmed it, while its problems start at once. What is an accusation goes there alone, starts when the outing counts, and its code is answered this once")
    ResponseEntity<Object> enter(
            @RequestBody OutingInput input,
            @RequestHeader(name = "Idempotency-Key", required = false) @Schema(hidden = true) @Nullable String key,
            HttpServletRequest request) {
        Account account = user.get();
        return created(
                request,
                account,
                outings.enterAll(
                        account, input, key != null && OF_A_DRAFT.matcher(key).matches() ? key : null));
    }

    /** The codes of what was told in confidence are answered once and kept nowhere. */
    private ResponseEntity<Object> created(HttpServletRequest request, Account account, Outings.Entered entered) {
        OutingView.Detail outing = view.changed(account, entered.number());
        ResponseEntity.BodyBuilder created = ResponseEntity.created(URI.create("/api/outings/" + entered.number()));
        if (entered.codes().isEmpty()) {
            return created.body(outing);
        }
        OneTimeAnswer.repeat(request, written(outing));
        return created.body(new Created(outing, entered.codes()));
    }

    private String written(OutingView.Detail outing) {
        try {
            return json.writeValueAsString(outing);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an outing can be written", impossible);
        }
    }

    /**
     * An outing, and the codes of the accusations that were made with it, in the order in which they were entered: those of
     * {@code problems}, then those of {@code receptions}.
     */
    @Schema(name = "EnteredOuting")
    record Created(@JsonUnwrapped OutingView.Detail outing, List<String> accusations) {}

    /** The same from the fields of the page, which a device may have kept until there was a network. */
    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @Hidden
    ResponseEntity<Object> enterForm(HttpServletRequest request, @RequestHeader(name = "Idempotency-Key") String key) {
        Account account = user.get();
        OutingForm form = OutingForm.of(request.getParameterMap());
        OutingInput input = form.toInput(json, words);
        try {
            return created(
                    request,
                    account,
                    outings.enterAll(account, input, OF_A_DRAFT.matcher(key).matches() ? key : null));
        } catch (InvalidInput invalid) {
            throw form.asOnThePage(invalid);
        }
    }

    @GetMapping
    @Operation(summary = "Search outings, the latest first; deleted ones only with that state")
    PageOf<Line> search(
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable String community,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String theme,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Schema(type = "string", example = "2026-07") @Nullable YearMonth period,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Paging paging) {
        return list.search(
                        user.get(),
                        filter(leader, village, community, kind, theme, state, period, text, from, to),
                        paging)
                .map(this::line);
    }

    @GetMapping("/{id}")
    @Operation(summary = "One outing; people are masked as the caller requires, and reading them in full is logged")
    OutingView.Detail one(@PathVariable String id) {
        return view.detail(user.get(), id);
    }

    @GetMapping("/{id}/history")
    @Operation(summary = "What the outing said before each change, the latest change first")
    PageOf<OutingView.Earlier> history(@PathVariable String id) {
        List<OutingView.Earlier> earlier = view.earlier(user.get(), id);
        return new PageOf<>(earlier, earlier.size());
    }

    @PutMapping("/{id}")
    @Operation(
            summary =
                    "Change an outing: as it was entered, with the version seen and the reason. Parts with their id are changed, those without are new, those that a list leaves out are removed; a list that is left out altogether stays. What it said before is kept")
    OutingView.Detail change(@PathVariable String id, @RequestBody OutingInput input) {
        Account account = user.get();
        outings.change(account, id, input);
        return view.changed(account, id);
    }

    @PostMapping("/{id}/delete")
    @Operation(summary = "Delete an outing, with the version seen and the reason; what it said is kept")
    OutingView.Detail delete(@PathVariable String id, @RequestBody Deletion deletion) {
        Account account = user.get();
        outings.delete(account, id, deletion.version(), deletion.reason());
        return view.changed(account, id);
    }

    @PostMapping("/{id}/receptions/{reception}/problem")
    @Operation(summary = "Make a problem of a reception; only its neutral summary goes along")
    ResponseEntity<OutingView.Detail> makeProblem(
            @PathVariable String id, @PathVariable long reception, @RequestBody OutingInput.ReceptionProblem input) {
        Account account = user.get();
        String number = outings.makeProblem(account, id, reception, input);
        return ResponseEntity.created(URI.create("/api/problems/" + number)).body(view.changed(account, id));
    }

    static OutingList.Filter filter(
            @Nullable String leader,
            @Nullable String village,
            @Nullable String community,
            @Nullable String kind,
            @Nullable String theme,
            @Nullable String state,
            @Nullable YearMonth period,
            @Nullable String text,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        String wanted = RegistersApi.blankToNull(state);
        if (wanted != null && !State.exists(wanted)) {
            throw InvalidInput.of("state", "outing.filter-state", wanted);
        }
        return new OutingList.Filter(
                RegistersApi.blankToNull(leader),
                RegistersApi.blankToNull(village),
                RegistersApi.blankToNull(community),
                RegistersApi.blankToNull(kind),
                RegistersApi.blankToNull(theme),
                wanted,
                period,
                RegistersApi.blankToNull(text),
                from,
                to);
    }

    private Line line(OutingList.Line line) {
        Outing outing = line.outing();
        return new Line(
                outing.number(),
                outing.leader(),
                words.person(outing.leader()),
                outing.date(),
                outing.dateTo(),
                outing.halfDay(),
                outing.kind(),
                outing.theme(),
                outing.village(),
                outing.community(),
                words.place(outing),
                outing.villageDay(),
                outing.state().code(),
                outing.period(),
                outing.late(),
                outing.history(),
                line.labour(),
                line.receptions(),
                line.forums(),
                line.diaries());
    }

    /** Of a deletion: the version seen, and why. */
    record Deletion(@Nullable Integer version, @Nullable String reason) {}

    /** One line of the list; {@code labour}, {@code receptions}, {@code forums} and {@code diaries} are how many there are. */
    @Schema(name = "OutingLine")
    record Line(
            String id,
            String leader,
            String name,
            LocalDate date,
            LocalDate dateTo,
            boolean halfDay,
            String kind,
            String theme,
            @Nullable String village,
            @Nullable String community,
            String place,
            boolean villageDay,
            String state,

            @Schema(type = "string", example = "2026-07") YearMonth period,

            boolean late,
            boolean history,
            int labour,
            int receptions,
            int forums,
            int diaries) {}
}
