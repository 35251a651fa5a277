package minqing.work.attachment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import minqing.bureau.access.AccessLog;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Attachments over REST: attach, list, fetch, remove. Nothing is kept by a browser or a proxy. */
@RestController
@RequestMapping("/api")
@Tag(name = "attachments", description = "Photos and documents of a record, seen by whoever may see the record")
class AttachmentApi {

    private static final String KINDS =
            "problems, outings, or summaries: there id is unit, month and version of a sealed "
                    + "table, code-2026-11-1 with the unit's code, or without the version the last sealed one";

    private final CurrentUser user;
    private final Attachments attachments;
    private final AccessLog accessLog;

    AttachmentApi(CurrentUser user, Attachments attachments, AccessLog accessLog) {
        this.user = user;
        this.attachments = attachments;
        this.accessLog = accessLog;
    }

    @PostMapping(path = "/{kind}/{id}/attachments", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Attach files, all or none; the answer has them in the order sent, without their names. "
                    + "Pictures lose what tells where they were taken, and are turned upright; those in .docx, .xlsx and "
                    + ".pptx lose it too, every other document is kept as it was sent")
    PageOf<Attached> attach(
            @Parameter(description = KINDS) @PathVariable String kind,
            @PathVariable String id,
            @Parameter(description = "JPEG, PNG, WebP, PDF, Word, Excel, PowerPoint (without macros) or .txt")
                    @RequestPart("files")
                    List<MultipartFile> files,
            @Parameter(description = "why, where a scan of a sealed table follows another; at most 200 characters")
                    @RequestParam(required = false)
                    @Nullable
                    String reason,
            @Parameter(
                            description = "Whether they tell of people: then only those may see them who may see who "
                                    + "brought the matter forward. True where the record knows somebody, when left out")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean personal) {
        List<Attached> attached = attachments.attach(user.get(), kind, id, files, reason, personal).stream()
                .map(AttachmentApi::attached)
                .toList();
        return new PageOf<>(attached, attached.size());
    }

    @GetMapping("/{kind}/{id}/attachments")
    @Operation(summary = "The files of a record in the order attached; of one removed it says who, when and why")
    PageOf<Item> list(
            @Parameter(description = KINDS) @PathVariable String kind, @PathVariable String id, Paging paging) {
        Account viewer = user.get();
        Attachments.Place place = attachments.readable(viewer, kind, id);
        return PageOf.of(
                attachments.of(place).stream()
                        .map(attachment -> item(attachment, attachments.mayOpen(viewer, place, attachment)))
                        .toList(),
                paging);
    }

    @GetMapping("/attachments/{id}")
    @Operation(
            summary = "The content of a file; parts of it by Range. Each reading is logged. "
                    + "403 for a file with personal data of which the reader may only know that it is there")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<Resource> content(
            @PathVariable long id,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable
                    String range) {
        Account account = user.get();
        Attachment attachment = attachments.get(account, id);
        if (range == null) {
            accessLog.read(account.id(), "attachment", String.valueOf(id), "content");
        } else {
            accessLog.readInParts(account.id(), "attachment", String.valueOf(id), "content");
        }
        return FileAnswer.of(attachment.name(), attachment.mediaType(), attachments.content(attachment));
    }

    @GetMapping("/attachments/{id}/thumbnail")
    @Operation(summary = "A picture in small, at most 320 pixels wide and high; 404 for a file that is no picture")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.IMAGE_JPEG_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<byte[]> thumbnail(@PathVariable long id) {
        Account account = user.get();
        byte[] thumbnail = attachments.thumbnail(account, id);
        accessLog.readInParts(account.id(), "attachment", String.valueOf(id), "thumbnail");
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, FileAnswer.NOT_KEPT)
                .header(FileAnswer.POLICY, FileAnswer.SANDBOX)
                .contentType(MediaType.IMAGE_JPEG)
                .body(thumbnail);
    }

    @DeleteMapping("/attachments/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Take a file off its record: whoever attached it, or the office; scans of sealed tables stay. "
                    + "Who, when and why stays, the content goes")
    void remove(@PathVariable long id, @RequestBody Reason reason) {
        attachments.remove(user.get(), id, reason.reason());
    }

    private static Attached attached(Attachment attachment) {
        return new Attached(
                attachment.id(),
                attachment.mediaType(),
                attachment.size(),
                attachment.sha256(),
                attachment.isPicture(),
                attachment.personal(),
                attachment.attachedBy(),
                attachment.attachedAt());
    }

    private static Item item(Attachment attachment, boolean open) {
        Attachment.Removal removed = attachment.removed();
        return new Item(
                attachment.id(),
                open ? attachment.name() : null,
                attachment.mediaType(),
                attachment.size(),
                attachment.sha256(),
                attachment.isPicture(),
                attachment.personal(),
                attachment.attachedBy(),
                attachment.attachedAt(),
                attachment.reason(),
                removed == null ? null : removed.by(),
                removed == null ? null : removed.at(),
                removed == null ? null : removed.reason());
    }

    /** Why a file is removed. */
    record Reason(@Nullable String reason) {}

    /** What an upload answers. The name is left out: answers are kept to be given again, and a name may tell of a person. */
    record Attached(
            long id,
            String mediaType,
            long size,
            String sha256,
            boolean picture,
            boolean personal,
            String attachedBy,
            Instant attachedAt) {}

    /**
     * A file of a record; {@code name} is missing once it was removed, and for whoever may not open it; {@code reason} says why
     * it follows another.
     */
    record Item(
            long id,
            @Nullable String name,
            String mediaType,
            long size,
            String sha256,
            boolean picture,
            boolean personal,
            String attachedBy,
            Instant attachedAt,
            @Nullable String reason,
            @Nullable String removedBy,
            @Nullable Instant removedAt,
            @Nullable String removalReason) {}
}
