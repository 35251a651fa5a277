package minqing.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Archives that no program writes: small, and asking for far more than they hold. Each begins with a good first part. */
public final class HostileZips {

    private static final int LOCAL = 0x04034B50;
    private static final int DIRECTORY = 0x02014B50;
    private static final int END = 0x06054B50;
    private static final short DEFLATED = 8;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<byte[]> directory = new ArrayList<>();

    private HostileZips(String firstName, byte[] first) {
        add(firstName, first, first.length);
    }

    /** Every entry of the directory points at the same run of zeros. */
    public static byte[] oneRunOfZeros(String firstName, byte[] first, String names, int entries, int size) {
        HostileZips zip = new HostileZips(firstName, first);
        int at = zip.add(names.formatted(0), new byte[size], size);
        byte[] packed = deflated(new byte[size]);
        for (int entry = 1; entry < entries; entry++) {
            zip.directory.add(directory(names.formatted(entry), packed.length, size, at));
        }
        return zip.finished();
    }

    /** Each entry's content quotes the headers of those behind it, and ends in the same run of zeros. */
    public static byte[] quoted(String firstName, byte[] first, String names, int entries, int size) {
        HostileZips zip = new HostileZips(firstName, first);
        byte[] content = deflated(new byte[size]);
        long unpacked = size;
        List<byte[]> locals = new ArrayList<>();
        List<Long> packedSizes = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        // From the last one to the first: what one holds has to be known before it can be quoted.
        byte[] rest = content;
        for (int entry = entries - 1; entry >= 0; entry--) {
            byte[] local = local(names.formatted(entry), rest.length, (int) unpacked);
            locals.add(0, local);
            packedSizes.add(0, (long) rest.length);
            sizes.add(0, unpacked);
            if (entry > 0) {
                ByteArrayOutputStream longer = new ByteArrayOutputStream();
                longer.write(0);
                longer.write(local.length & 0xFF);
                longer.write(local.length >> 8);
                longer.write(~local.length & 0xFF);
                longer.write(~local.length >> 8 & 0xFF);
                longer.writeBytes(local);
                longer.writeBytes(rest);
                rest = longer.toByteArray();
                unpacked += local.length;
            }
        }
        int at = zip.file.size();
        zip.file.writeBytes(locals.get(0));
        zip.file.writeBytes(rest);
        for (int entry = 0; entry < entries; entry++) {
            zip.directory.add(directory(
                    names.formatted(entry),
                    packedSizes.get(entry).intValue(),
                    sizes.get(entry).intValue(),
                    at));
            at += locals.get(entry).length + 5;
        }
        return zip.finished();
    }

    /** So many entries without content. */
    public static byte[] many(String firstName, byte[] first, int entries) {
        HostileZips zip = new HostileZips(firstName, first);
        for (int entry = 0; entry < entries; entry++) {
            zip.add("e" + entry, new byte[0], 0);
        }
        return zip.finished();
    }

    /** A part that unpacks to zeros of that size, and says it were of another. */
    public static byte[] lying(String firstName, byte[] first, String name, int size, int said) {
        HostileZips zip = new HostileZips(firstName, first);
        zip.add(name, new byte[size], said);
        return zip.finished();
    }

    private int add(String name, byte[] content, int said) {
        byte[] packed = deflated(content);
        int at = file.size();
        file.writeBytes(local(name, packed.length, said));
        file.writeBytes(packed);
        directory.add(directory(name, packed.length, said, at));
        return at;
    }

    private byte[] finished() {
        int start = file.size();
        directory.forEach(file::writeBytes);
        ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(END).putInt(0).putShort((short) directory.size()).putShort((short) directory.size());
        end.putInt(file.size() - start).putInt(start).putShort((short) 0);
        file.writeBytes(end.array());
        return file.toByteArray();
    }

    private static byte[] local(String name, int packed, int size) {
        byte[] letters = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer header = ByteBuffer.allocate(30 + letters.length).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(LOCAL)
                .putShort((short) 20)
                .putShort((short) 0)
                .putShort(DEFLATED)
                .putInt(0);
        header.putInt((int) new CRC32().getValue()).putInt(packed).putInt(size);
        header.putShort((short) letters.length).putShort((short) 0).put(letters);
        return header.array();
    }

    private static byte[] directory(String name, int packed, int size, int at) {
        byte[] letters = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer header = ByteBuffer.allocate(46 + letters.length).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(DIRECTORY)
                .putShort((short) 20)
                .putShort((short) 20)
                .putShort((short) 0)
                .putShort(DEFLATED)
                .putInt(0);
        header.putInt(0).putInt(packed).putInt(size).putShort((short) letters.length);
        header.position(42);
        header.putInt(at).put(letters);
        return header.array();
    }

    /** Raw deflate, as an archive holds it. */
    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        while (!deflater.finished()) {
            packed.write(piece, 0, deflater.deflate(piece));
        }
        deflater.end();
        return packed.toByteArray();
    }
}
