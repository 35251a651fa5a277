package minqing.activity.outing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import minqing.bureau.access.CurrentUser;
import minqing.platform.document.DocumentFile;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Registers kept on paper, brought in over REST. */
@RestController
@RequestMapping("/api/imports")
@Tag(name = "imports", description = "Registers of annexes 2, 3 and 5 and of diaries, brought in from .xlsx")
class ImportsApi {

    private final CurrentUser user;
    private final RegisterImport imports;

    ImportsApi(CurrentUser user, RegisterImport imports) {
        this.user = user;
        this.imports = imports;
    }

    @GetMapping("/{register}")
    @Operation(summary = "The empty .xlsx to fill in, in the columns of the annex")
    ResponseEntity<byte[]> template(
            @PathVariable @Schema(allowableValues = {"labour", "receptions", "forums", "diaries"}) String register) {
        DocumentFile file = imports.template(RegisterImport.register(register));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, file.contentDisposition())
                .body(file.content());
    }

    @PostMapping(path = "/{register}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Bring in a register as a whole or not at all, for the office; faults by row and column",
            description =
                    "skipDuplicates: pass over rows that are in the file or in the register already instead of refusing "
                            + "them; history: the file is of the time before the unit's first monthly table. A forum in the "
                            + "registers of several leaders (same day, place and topic) is entered once; joined lists the rows "
                            + "whose leaders were added to it")
    RegisterImport.Outcome bringIn(
            @PathVariable @Schema(allowableValues = {"labour", "receptions", "forums", "diaries"}) String register,
            @RequestPart(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "false") boolean skipDuplicates,
            @RequestParam(defaultValue = "false") boolean history)
            throws IOException {
        try (InputStream content = content(file)) {
            return imports.bringIn(
                    user.get(),
                    RegisterImport.register(register),
                    content,
                    new RegisterImport.Manner(skipDuplicates, history));
        }
    }

    static InputStream content(@Nullable MultipartFile file) throws IOException {
        return file == null ? InputStream.nullInputStream() : file.getInputStream();
    }
}
