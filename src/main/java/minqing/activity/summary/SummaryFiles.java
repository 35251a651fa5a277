package minqing.activity.summary;

import minqing.platform.document.DocumentFile;
import minqing.platform.document.Documents;
import minqing.platform.document.Format;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Sends a version's document: of a sealed one the very bytes made at sealing, of any other a draft. */
@Component
class SummaryFiles {

    private final Sealing sealing;
    private final SummaryDocuments documents;

    SummaryFiles(Sealing sealing, SummaryDocuments documents) {
        this.sealing = sealing;
        this.documents = documents;
    }

    ResponseEntity<byte[]> answer(Summary summary, SummaryVersion version, String extension) {
        Format format = SummaryDocuments.format(extension);
        DocumentFile file = sealing.document(version, extension)
                .map(content ->
                        new DocumentFile(Documents.fileName(documents.name(summary, version), format), format, content))
                .orElseGet(() -> documents.draft(summary, version, format));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, file.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, file.contentDisposition())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(file.content());
    }
}
