package minqing.work.attachment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Takes a picture's file apart and leaves only what is needed to draw it. Where and when it was taken, with what and by
 * whom (EXIF with its position and its own small picture, XMP, IPTC, comments, colour profiles), and whatever hangs behind
 * the picture, such as the film some telephones add, is left out.
 *
 * @param content the picture alone, its pixels untouched
 * @param orientation how it has to be turned to stand upright: 1 to 8 as in EXIF, 1 is upright
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record PictureFile(byte[] content, int orientation) {

    private static final int UPRIGHT = 1;
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int SHORT = 3;

    /** Bytes of a picture's beginning with nothing but the way it stands. */
    private static final int ORIENTATION_ALONE = 38;

    /** A photo that is drawn in ever finer passes has about ten; each pass goes over the whole picture. */
    private static final int MOST_SCANS = 200;

    /** Sixteen passes over the largest picture. */
    private static final long MOST_PIXELS_OF_SCANS = 16L * 64_000_000;

    private static final byte[] PNG_START = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final Set<String> PNG_CHUNKS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    /** 256 colours of three bytes. */
    private static final int LARGEST_PALETTE = 768;

    private static final int WEBP_HAS_ALPHA = 0x10;
    private static final int WEBP_IS_ANIMATED = 0x02;

    static PictureFile of(byte[] file, FileType type) throws RefusedFile {
        try {
            return switch (type) {
                case JPEG -> jpeg(file);
                case PNG -> png(file);
                case WEBP -> webp(file);
                default -> throw new IllegalArgumentException("no picture: " + type);
            };
        } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException cutShort) {
            throw new RefusedFile("attachment.picture-broken");
        }
    }

    /**
     * A photo (JPEG) as it may stay inside a document, which turns it by what it says itself: of EXIF that alone is left.
     *
     * @throws RefusedFile when it is no such picture
     */
    static byte[] inDocument(byte[] file) throws RefusedFile {
        PictureFile bare = of(file, FileType.JPEG);
        if (bare.orientation() == UPRIGHT) {
            return bare.content();
        }
        ByteBuffer exif = ByteBuffer.allocate(ORIENTATION_ALONE);
        exif.put(bare.content(), 0, 2).put((byte) 0xFF).put((byte) 0xE1).putShort((short) (ORIENTATION_ALONE - 4));
        exif.put("Exif\0\0MM".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) 42)
                .putInt(8);
        exif.putShort((short) 1)
                .putShort((short) ORIENTATION_TAG)
                .putShort((short) SHORT)
                .putInt(1);
        exif.putShort((short) bare.orientation()).putShort((short) 0).putInt(0);
        ByteArrayOutputStream turned = new ByteArrayOutputStream(bare.content().length + ORIENTATION_ALONE);
        turned.writeBytes(exif.array());
        turned.write(bare.content(), 2, bare.content().length - 2);
        return turned.toByteArray();
    }

    private static PictureFile jpeg(byte[] file) throws RefusedFile {
        ByteArrayOutputStream bare = new ByteArrayOutputStream(file.length);
        bare.write(file, 0, 2);
        int orientation = UPRIGHT;
        long pixels = 0;
        int scans = 0;
        int at = 2;
        while (true) {
            if ((file[at] & 0xFF) != 0xFF) {
                throw new RefusedFile("attachment.picture-broken");
            }
            while ((file[at] & 0xFF) == 0xFF) {
                at++;
            }
            int marker = file[at++] & 0xFF;
            if (marker == 0xD9) {
                bare.write(0xFF);
                bare.write(marker);
                return new PictureFile(bare.toByteArray(), orientation);
            }
            int length = (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
            if (length < 2 || at + length > file.length) {
                throw new RefusedFile("attachment.picture-broken");
            }
            if (marker == 0xE1 && startsWith(file, at + 2, "Exif\0\0") && orientation == UPRIGHT) {
                orientation = orientation(file, at + 8, length - 8);
            }
            if (isFrame(marker) && length >= 8) {
                pixels = Math.max(pixels, (long) twoBytes(file, at + 3) * twoBytes(file, at + 5));
            }
            if (isDrawn(file, marker, at, length)) {
                bare.write(0xFF);
                bare.write(marker);
                bare.write(file, at, length);
            }
            at += length;
            if (marker == 0xDA) {
                scans++;
                if (scans > MOST_SCANS || scans * pixels > MOST_PIXELS_OF_SCANS) {
                    throw new RefusedFile("attachment.picture-passes");
                }
                int end = endOfScan(file, at);
                bare.write(file, at, end - at);
                at = end;
            }
        }
    }

    /** The segment that says how large the picture is. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static int twoBytes(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
    }

    /** Tables, frames and scans; of the applications' segments the two that say how colours are coded. */
    private static boolean isDrawn(byte[] file, int marker, int at, int length) {
        if (marker == 0xE0) {
            return length == 16 && startsWith(file, at + 2, "JFIF\0");
        }
        if (marker == 0xEE) {
            return length == 14 && startsWith(file, at + 2, "Adobe");
        }
        return marker >= 0xC0 && marker <= 0xDF;
    }

    private static int endOfScan(byte[] file, int from) {
        int at = from;
        while (true) {
            if ((file[at] & 0xFF) == 0xFF) {
                int next = file[at + 1] & 0xFF;
                if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
                    return at;
                }
            }
            at++;
        }
    }

    private static PictureFile png(byte[] file) throws RefusedFile {
        ByteArrayOutputStream bare = new ByteArrayOutputStream(file.length);
        bare.writeBytes(PNG_START);
        int orientation = UPRIGHT;
        int at = PNG_START.length;
        while (true) {
            int length = ByteBuffer.wrap(file).getInt(at);
            if (length < 0 || length > file.length - at - 12) {
                throw new RefusedFile("attachment.picture-broken");
            }
            String kind = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (kind.equals("eXIf")) {
                orientation = orientation(file, at + 8, length);
            }
            if (kind.equals("PLTE") && length > LARGEST_PALETTE || kind.equals("tRNS") && length > LARGEST_PALETTE) {
                throw new RefusedFile("attachment.picture-broken");
            }
            if (PNG_CHUNKS.contains(kind)) {
                bare.write(file, at, length + 12);
            }
            if (kind.equals("IEND")) {
                return new PictureFile(bare.toByteArray(), orientation);
            }
            at += length + 12;
        }
    }

    private static PictureFile webp(byte[] file) throws RefusedFile {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int end = (int) Math.min(file.length, 8 + (buffer.getInt(4) & 0xFFFFFFFFL));
        int orientation = UPRIGHT;
        byte[] canvas = null;
        byte[] alpha = null;
        byte[] picture = null;
        for (int at = 12; at + 8 <= end && at >= 0; ) {
            String kind = new String(file, at, 4, StandardCharsets.ISO_8859_1);
            long length = buffer.getInt(at + 4) & 0xFFFFFFFFL;
            if (length > end - at - 8) {
                throw new RefusedFile("attachment.picture-broken");
            }
            int size = (int) length;
            switch (kind) {
                case "VP8X" -> {
                    if ((file[at + 8] & WEBP_IS_ANIMATED) != 0) {
                        throw new RefusedFile("attachment.picture-moving");
                    }
                    canvas = chunk(file, at, size);
                }
                case "ALPH" -> alpha = alpha == null ? chunk(file, at, size) : alpha;
                case "VP8 ", "VP8L" -> picture = picture == null ? chunk(file, at, size) : picture;
                case "EXIF" -> {
                    int start = startsWith(file, at + 8, "Exif\0\0") ? 6 : 0;
                    orientation = orientation(file, at + 8 + start, size - start);
                }
                default -> {}
            }
            at += 8 + size + size % 2;
        }
        if (picture == null || alpha != null && canvas == null) {
            throw new RefusedFile("attachment.picture-broken");
        }
        ByteArrayOutputStream chunks = new ByteArrayOutputStream(file.length);
        if (alpha != null && canvas != null) {
            requireSameSize(canvas, picture);
            canvas[8] = WEBP_HAS_ALPHA;
            chunks.writeBytes(canvas);
            chunks.writeBytes(alpha);
        }
        chunks.writeBytes(picture);
        ByteBuffer bare = ByteBuffer.allocate(chunks.size() + 12).order(ByteOrder.LITTLE_ENDIAN);
        bare.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(chunks.size() + 4);
        bare.put("WEBP".getBytes(StandardCharsets.ISO_8859_1)).put(chunks.toByteArray());
        return new PictureFile(bare.array(), orientation);
    }

    private static byte[] chunk(byte[] file, int at, int size) {
        byte[] chunk = new byte[8 + size + size % 2];
        System.arraycopy(file, at, chunk, 0, 8 + size);
        return chunk;
    }

    /** A small canvas with a huge picture behind it would get past a look at the canvas. */
    private static void requireSameSize(byte[] canvas, byte[] picture) throws RefusedFile {
        ByteBuffer frame = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
        int width = (canvas[12] & 0xFF | (canvas[13] & 0xFF) << 8 | (canvas[14] & 0xFF) << 16) + 1;
        int height = (canvas[15] & 0xFF | (canvas[16] & 0xFF) << 8 | (canvas[17] & 0xFF) << 16) + 1;
        boolean lossy = picture[3] == ' ';
        boolean same = lossy && (frame.getShort(14) & 0x3FFF) == width && (frame.getShort(16) & 0x3FFF) == height;
        if (!same) {
            throw new RefusedFile("attachment.picture-broken");
        }
    }

    /** What EXIF says of the camera's position; 1 where it says nothing that makes sense. */
    private static int orientation(byte[] file, int from, int length) {
        if (length < 14 || from < 0 || from + length > file.length) {
            return UPRIGHT;
        }
        ByteBuffer tiff = ByteBuffer.wrap(file, from, length).slice();
        if (tiff.get(0) != tiff.get(1) || tiff.get(0) != 'I' && tiff.get(0) != 'M') {
            return UPRIGHT;
        }
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = tiff.getInt(4) & 0xFFFFFFFFL;
        if (directory + 2 > length) {
            return UPRIGHT;
        }
        int entries = tiff.getShort((int) directory) & 0xFFFF;
        for (int entry = 0; entry < entries; entry++) {
            int at = (int) directory + 2 + 12 * entry;
            if (at + 12 > length) {
                return UPRIGHT;
            }
            if ((tiff.getShort(at) & 0xFFFF) == ORIENTATION_TAG && tiff.getShort(at + 2) == SHORT) {
                int value = tiff.getShort(at + 8);
                return value >= 1 && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private static boolean startsWith(byte[] file, int at, String start) {
        for (int index = 0; index < start.length(); index++) {
            if (at + index >= file.length || file[at + index] != start.charAt(index)) {
                return false;
            }
        }
        return true;
    }
}
