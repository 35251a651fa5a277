package minqing.work.attachment;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.AbstractResource;

/** The content of a file in the database, read piece by piece and never held as a whole. */
final class StoredContent extends AbstractResource {

    private static final int PIECE = 512 * 1024;

    private final AttachmentRepository attachments;
    private final Attachment attachment;

    StoredContent(AttachmentRepository attachments, Attachment attachment) {
        this.attachments = attachments;
        this.attachment = attachment;
    }

    @Override
    public String getDescription() {
        return "attachment " + attachment.id();
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public long contentLength() {
        return attachment.size();
    }

    @Override
    public InputStream getInputStream() {
        return new Pieces();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredContent content && content.attachment.equals(attachment);
    }

    @Override
    public int hashCode() {
        return attachment.hashCode();
    }

    private final class Pieces extends InputStream {

        private long next;
        private byte[] piece = new byte[0];
        private int read;

        @Override
        public int read() throws IOException {
            return isAtEnd() ? -1 : piece[read++] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (isAtEnd()) {
                return -1;
            }
            int count = Math.min(length, piece.length - read);
            System.arraycopy(piece, read, target, offset, count);
            read += count;
            return count;
        }

        /** Skips without reading, so that the end of a large file is as near as its beginning. */
        @Override
        public long skip(long count) {
            long here = next - piece.length + read;
            long there = Math.min(attachment.size(), here + Math.max(0, count));
            next = there;
            piece = new byte[0];
            read = 0;
            return there - here;
        }

        private boolean isAtEnd() throws IOException {
            if (read == piece.length && next < attachment.size()) {
                piece = attachments
                        .piece(attachment.id(), next, PIECE)
                        .filter(bytes -> bytes.length > 0)
                        .orElseThrow(() -> new IOException("attachment " + attachment.id() + " was removed meanwhile"));
                next += piece.length;
                read = 0;
            }
            return read == piece.length;
        }
    }
}
