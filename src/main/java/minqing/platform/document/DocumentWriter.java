package minqing.platform.document;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Puts forms on paper in one format. Safe for several threads. */
interface DocumentWriter {

    /**
     * Writes a file of one or more forms, each on a page of its own, and leaves the stream open.
     *
     * @param forms all upright or all landscape
     */
    void write(List<Form> forms, OutputOptions options, OutputStream out) throws IOException;
}
