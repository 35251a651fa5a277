package minqing.work.attachment;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import minqing.platform.document.FileBudget;
import minqing.platform.document.OverBudget;
import org.springframework.stereotype.Component;

/**
 * Makes of a picture that somebody sent one that can be kept: proven to be a picture, upright, without anything that tells
 * where it was taken, and with a small one beside it for lists. An upright JPEG or PNG keeps its pixels as they are.
 */
@Component
class Pictures {

    /** The longest side of the small picture, in pixels. */
    static final int THUMBNAIL = 320;

    /** A picture that has to be turned is drawn anew and needs four bytes a pixel twice: larger ones are made smaller. */
    private static final int LARGEST_DRAWN = 20_000_000;

    /** What a JPEG can have at most; a PNG could be one line of all its pixels, which is read whole. */
    private static final int LONGEST_SIDE = 65_535;

    private static final int ENOUGH_FOR_A_THUMBNAIL = 16 * THUMBNAIL * THUMBNAIL;

    private static final float QUALITY = 0.9f;

    private final AttachmentLimits limits;

    Pictures(AttachmentLimits limits) {
        this.limits = limits;
    }

    /**
     * A picture to keep.
     *
     * @param type JPEG or PNG
     * @param thumbnail JPEG
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Kept(byte[] content, FileType type, byte[] thumbnail) {}

    /** Only one picture at a time: a few at once would need all the memory there is. */
    Kept keep(byte[] file, FileType type, FileBudget budget) throws RefusedFile {
        PictureFile bare = PictureFile.of(file, type);
        try {
            return type != FileType.WEBP && bare.orientation() == 1
                    ? asItIs(bare, type, budget)
                    : drawn(bare, type, budget);
        } catch (IOException | RuntimeException unreadable) {
            // The decoders meet what their writers did not think of, and say so in many ways.
            throw overTime(budget).orElseGet(() -> new RefusedFile("attachment.picture-broken"));
        }
    }

    private static Optional<RefusedFile> overTime(FileBudget budget) {
        try {
            budget.requireTime();
            return Optional.empty();
        } catch (OverBudget costly) {
            return Optional.of(RefusedFile.of(costly));
        }
    }

    private Kept asItIs(PictureFile bare, FileType type, FileBudget budget) throws IOException, RefusedFile {
        BufferedImage small = read(bare.content(), type, ENOUGH_FOR_A_THUMBNAIL, budget);
        return new Kept(bare.content(), type, jpeg(scaled(small)));
    }

    private Kept drawn(PictureFile bare, FileType type, FileBudget budget) throws IOException, RefusedFile {
        BufferedImage upright = upright(read(bare.content(), type, LARGEST_DRAWN, budget), bare.orientation());
        boolean lossless = type == FileType.PNG || upright.getColorModel().hasAlpha();
        return new Kept(
                lossless ? png(upright) : jpeg(upright),
                lossless ? FileType.PNG : FileType.JPEG,
                jpeg(scaled(upright)));
    }

    /** Reads every so many pixels only, so that there are no more than that. */
    private BufferedImage read(byte[] content, FileType type, long most, FileBudget budget)
            throws IOException, RefusedFile {
        ImageReader reader = type == FileType.WEBP
                ? new WebPImageReaderSpi().createReaderInstance(null)
                : ImageIO.getImageReadersByMIMEType(type.mediaType()).next();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new Timed(content, budget))) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            long pixels = (long) width * height;
            // The decoder of WebP holds the whole picture before it leaves any of it out.
            if (Math.max(width, height) > LONGEST_SIDE
                    || pixels > (type == FileType.WEBP ? Math.min(LARGEST_DRAWN, limits.pixels()) : limits.pixels())) {
                throw new RefusedFile("attachment.picture-large", width, height);
            }
            int step = 1;
            while (pixels / ((long) step * step) > most) {
                step++;
            }
            ImageReadParam every = reader.getDefaultReadParam();
            every.setSourceSubsampling(Math.min(step, width), Math.min(step, height), 0, 0);
            return reader.read(0, every);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage upright(BufferedImage image, int orientation) {
        if (orientation == 1) {
            return image;
        }
        int width = image.getWidth();
        int height = image.getHeight();
        boolean turned = orientation >= 5;
        BufferedImage upright = new BufferedImage(turned ? height : width, turned ? width : height, kind(image));
        Graphics2D graphics = upright.createGraphics();
        graphics.drawImage(
                image,
                switch (orientation) {
                    case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
                    case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
                    case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
                    case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
                    case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
                    case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
                    default -> new AffineTransform(0, -1, 1, 0, 0, width);
                },
                null);
        graphics.dispose();
        return upright;
    }

    private static int kind(BufferedImage image) {
        return image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    }

    /** Small enough for a list; halved until it is nearly there, so that no line is lost. */
    private static BufferedImage scaled(BufferedImage image) {
        BufferedImage scaled = image;
        int longest = Math.max(image.getWidth(), image.getHeight());
        while (longest > THUMBNAIL) {
            double factor = longest > 2 * THUMBNAIL ? 0.5 : (double) THUMBNAIL / longest;
            scaled = drawn(scaled, (int) Math.max(1, Math.round(scaled.getWidth() * factor)), (int)
                    Math.max(1, Math.round(scaled.getHeight() * factor)));
            longest = Math.max(scaled.getWidth(), scaled.getHeight());
        }
        return scaled;
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        BufferedImage drawn = new BufferedImage(width, height, kind(image));
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return drawn;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", stream);
        }
        return out.toByteArray();
    }

    /** What is transparent becomes white, like the paper it would be printed on. */
    private static byte[] jpeg(BufferedImage image) throws IOException {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(image, 0, 0, Color.WHITE, null);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(opaque, null, null), quality);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** The content of a picture; a decoder that takes too long gets no more of it. */
    private static final class Timed extends FilterInputStream {

        private final FileBudget budget;

        Timed(byte[] content, FileBudget budget) {
            super(new ByteArrayInputStream(content));
            this.budget = budget;
        }

        @Override
        public int read() throws IOException {
            budget.requireTime();
            return super.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            budget.requireTime();
            return super.read(target, offset, length);
        }
    }
}
