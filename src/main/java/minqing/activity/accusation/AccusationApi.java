package minqing.activity.accusation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import minqing.activity.accusation.Accusations.From;
import minqing.activity.outing.Outings;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.fault.InvalidInput;
import minqing.work.attachment.FileAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Accusations over REST. What a POST answers names code and state alone: answers are kept to be given again. */
@RestController
@RequestMapping("/api/accusations")
@Tag(name = "accusations", description = "Accusations, for their reporter and receivers alone")
class AccusationApi {

    private final CurrentUser user;
    private final Accusations service;
    private final AccusationView view;
    private final AccusationFiles files;
    private final Outings outings;

    AccusationApi(CurrentUser user, Accusations service, AccusationView view, AccusationFiles files, Outings outings) {
        this.user = user;
        this.service = service;
        this.view = view;
        this.files = files;
        this.outings = outings;
    }

    @PostMapping
    @Operation(
            summary = "Report an accusation: title content concerns (accounts) accused (names) village named contact "
                    + "bypassDiscipline; outing (number) and reception (id) where it comes from. On an outing that its leader has "
                    + "not confirmed it waits")
    ResponseEntity<Standing> report(@RequestBody Map<String, Object> report) {
        Account account = user.get();
        Map<String, Object> values = new HashMap<>(report);
        Object outing = values.remove("outing");
        Object reception = values.remove("reception");
        String code = service.report(account, values, () -> from(account, outing, reception), null);
        return ResponseEntity.created(URI.create("/api/accusations/" + code)).body(standing(code));
    }

    private From from(Account account, @Nullable Object outing, @Nullable Object reception) {
        if (outing == null) {
            if (reception != null) {
                throw InvalidInput.of("reception", "accusation.reception-missing");
            }
            return From.REPORT;
        }
        if (!(outing instanceof String number)) {
            throw InvalidInput.of("outing", "accusation.field.outing");
        }
        Outings.Standing told = outings.standing(account, number)
                .orElseThrow(() -> InvalidInput.of("outing", "accusation.outing-missing"));
        if (reception == null) {
            return new From(Origin.OUTING, told.number(), null, null, null, told.counts());
        }
        if (!(reception instanceof Integer || reception instanceof Long)) {
            throw InvalidInput.of("reception", "accusation.field.reception");
        }
        long id = ((Number) reception).longValue();
        if (!told.receptions().contains(id)) {
            throw InvalidInput.of("reception", "accusation.reception-missing");
        }
        return new From(Origin.RECEPTION, told.number(), id, null, null, told.counts());
    }

    @GetMapping
    @Operation(summary = "One's own and those one receives: what waits first, then one's own, then what has ended")
    PageOf<AccusationView.Line> list(
            @Parameter(description = "received or own; both when left out") @RequestParam(required = false) @Nullable
                    String box,
            Paging paging) {
        Account account = user.get();
        List<AccusationView.Line> lines = new ArrayList<>();
        boolean all = box == null || box.isEmpty();
        if (!all && !List.of("received", "own").contains(box)) {
            throw InvalidInput.of("box", "accusation.filter-box");
        }
        if (all || "received".equals(box)) {
            lines.addAll(view.received(account, false));
        }
        if (all || "own".equals(box)) {
            lines.addAll(view.own(account));
        }
        if (all || "received".equals(box)) {
            lines.addAll(view.received(account, true));
        }
        return PageOf.of(lines, paging);
    }

    @GetMapping("/{code}")
    @Operation(
            summary =
                    "One accusation: to its reporter what was reported and what became of it, to a receiver the cover, and "
                            + "the rest after open. A receiver's reading is logged")
    AccusationView.Detail one(@PathVariable String code) {
        return view.detail(user.get(), code);
    }

    @PutMapping("/{code}")
    @Operation(
            summary =
                    "Its reporter says it anew while it waits for the outing to be confirmed; the fields of the report")
    Standing mend(@PathVariable String code, @RequestBody Map<String, Object> report) {
        service.mend(user.get(), code, report);
        return standing(code);
    }

    @PostMapping("/{code}/withdraw")
    @Operation(summary = "Its reporter takes it back while it waits for the outing to be confirmed")
    Standing withdraw(@PathVariable String code) {
        service.withdraw(user.get(), code);
        return standing(code);
    }

    @PostMapping("/{code}/open")
    @Operation(summary = "A receiver says that there is no need to step back and reads on")
    Standing open(@PathVariable String code) {
        service.open(user.get(), code);
        return standing(code);
    }

    @PostMapping("/{code}/recuse")
    @Operation(summary = "A receiver steps back: it goes to the other receivers, or to the next in turn")
    Standing recuse(@PathVariable String code) {
        service.recuse(user.get(), code);
        return standing(code);
    }

    @PostMapping("/{code}/take")
    @Operation(summary = "A receiver takes over what lies with another one")
    Standing take(@PathVariable String code) {
        service.take(user.get(), code);
        return standing(code);
    }

    @PostMapping("/{code}/complete")
    @Operation(
            summary =
                    "Complete the step at which it stands. outcome: of receive receive recuse not-an-accusation, of examine "
                            + "refer-upwards settled not-an-accusation, of tell told not-reached; reason; told; for not-an-accusation the "
                            + "problem's title content village category urgency")
    Standing complete(@PathVariable String code, @RequestBody Map<String, Object> values) {
        service.complete(user.get(), code, null, values);
        return standing(code);
    }

    @PostMapping(path = "/{code}/attachments", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Attach files, all or none; evidence stays and is not taken off")
    PageOf<Attached> attach(@PathVariable String code, @RequestPart("files") List<MultipartFile> sent) {
        List<Attached> attached = files.attach(user.get(), code, sent).stream()
                .map(file -> new Attached(file.id().toString(), file.mediaType(), file.size(), file.attachedAt()))
                .toList();
        return new PageOf<>(attached, attached.size());
    }

    @GetMapping("/{code}/attachments")
    @Operation(summary = "The files: to the reporter his or her own, to a receiver after open all")
    PageOf<AccusationView.File> attachments(@PathVariable String code, Paging paging) {
        List<AccusationView.File> all = view.files(user.get(), code);
        return PageOf.of(all, paging);
    }

    @GetMapping("/{code}/attachments/{id}")
    @Operation(summary = "The content of a file; a receiver's reading is logged")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<Resource> content(@PathVariable String code, @PathVariable String id) {
        AccusationFiles.Content content = files.content(user.get(), code, id);
        return FileAnswer.of(content.file().name(), content.file().mediaType(), new ByteArrayResource(content.bytes()));
    }

    private Standing standing(String code) {
        Accusation accusation = service.find(code).orElseThrow(Accusations::missing);
        return new Standing(accusation.code(), accusation.stage().inPublic());
    }

    /** {@code state}: {@code waiting received handling ended}. */
    @Schema(name = "AccusationStanding")
    record Standing(String code, String state) {}

    /** A file that was attached, without its name. */
    @Schema(name = "AccusationAttached")
    record Attached(String id, String mediaType, long size, Instant attachedAt) {}
}
