package minqing.platform.document;

/** How a document is stored. */
public enum Format {
    /** To edit in WPS or Word. */
    DOCX("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    /** To calculate with in WPS or Excel. */
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    /** To print and to file. */
    PDF("pdf", "application/pdf");

    private final String extension;
    private final String mediaType;

    Format(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /** What a file name ends with, without the dot. */
    public String extension() {
        return extension;
    }

    /** The value of the header {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }
}
