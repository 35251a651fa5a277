package minqing.activity.outing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import minqing.bureau.organization.Community;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Village;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The words for what an outing holds; they stand in {@code messages/outing.properties}. */
@Component("outingWords")
public class OutingWords {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** {@code receptions[0].people}: a part, which one, and the field in it. */
    private static final Pattern PART = Pattern.compile("([a-z]+)\\[(\\d+)](?:\\.(.+))?");

    private final MessageSource messages;
    private final Organization organization;
    private final Directory directory;
    private final Kinds kinds;
    private final Clock clock;

    OutingWords(MessageSource messages, Organization organization, Directory directory, Kinds kinds, Clock clock) {
        this.messages = messages;
        this.organization = organization;
        this.directory = directory;
        this.kinds = kinds;
        this.clock = clock;
    }

    public String of(String key, Object... arguments) {
        return messages.getMessage(key, arguments, key, Locale.SIMPLIFIED_CHINESE);
    }

    /** What a field is called, with the part it belongs to: people say “the second reception's place”. */
    String label(String path) {
        Matcher part = PART.matcher(path);
        if (!part.matches()) {
            return of("outing.label." + path);
        }
        String name = of("outing.part." + part.group(1));
        int which = Integer.parseInt(part.group(2)) + 1;
        return part.group(3) == null
                ? of("outing.label.part", name, which)
                : of(
                        "outing.label.of-part",
                        name,
                        which,
                        of("outing.label." + part.group(1) + "." + part.group(3).replaceAll("\\[\\d+]", "")));
    }

    /** What a field is called where it stands in its part. */
    public String field(String path) {
        return of("outing.label." + path.replaceAll("\\[\\d+]", ""));
    }

    /** {@code 乡镇行政村自然村}, or the community's name; both where there are both. */
    public String place(@Nullable String village, @Nullable String community) {
        String villageName = village == null
                ? ""
                : organization.village(village).map(OutingWords::place).orElse(village);
        String communityName = community == null
                ? ""
                : organization.community(community).map(Community::name).orElse(community);
        return villageName.isEmpty() || communityName.isEmpty()
                ? villageName + communityName
                : of("outing.places", villageName, communityName);
    }

    static String place(Village village) {
        return village.town() + village.administrativeVillage() + village.name();
    }

    public String kind(String code) {
        return kinds.kind(code).map(Kinds.Kind::name).orElse(code);
    }

    public String theme(String code) {
        return kinds.theme(code).map(Kinds.Theme::name).orElse(code);
    }

    public String state(String code) {
        return of("outing.state." + code);
    }

    public String action(String code) {
        return of("outing.action." + code);
    }

    public String unit(String code) {
        return organization.unit(code).map(unit -> unit.name()).orElse(code);
    }

    /** A leader by the name in annex 1, anybody else by the account's. */
    public String person(String account) {
        return organization.leader(account).map(Leader::name).orElseGet(() -> directory.nameOf(account));
    }

    /** Who attended a forum, in words; where several leaders did, with their names. */
    public String attendees(String attendees, List<String> leaders) {
        return leaders.size() > 1
                ? of(
                        "outing.document.attendees",
                        attendees,
                        leaders.stream().map(this::person).collect(Collectors.joining("\u3001")))
                : attendees;
    }

    /** How much of each an outing holds; what there is none of is left out. */
    public String contents(int labour, int receptions, int forums, int diaries, int problems) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("labour", labour);
        counts.put("receptions", receptions);
        counts.put("forums", forums);
        counts.put("diary", diaries);
        counts.put("problems", problems);
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> of("outing.page.count." + count.getKey(), count.getValue()))
                .collect(Collectors.joining("\u3000"));
    }

    public String day(LocalDate day) {
        return DAY.format(day);
    }

    /** One day, or the first and the last. */
    public String days(LocalDate from, LocalDate to) {
        return from.equals(to) ? day(from) : of("outing.days", day(from), day(to));
    }

    public String moment(Instant instant) {
        return MOMENT.format(ZonedDateTime.ofInstant(instant, clock.getZone()));
    }

    public String month(YearMonth month) {
        return of("outing.month", String.valueOf(month.getYear()), String.valueOf(month.getMonthValue()));
    }

    /** How it is called in lists: when, and what for. */
    String subject(Outing outing) {
        return of("outing.subject", days(outing.date(), outing.dateTo()), kind(outing.kind()), person(outing.leader()));
    }

    String place(Outing outing) {
        return place(outing.village(), outing.community());
    }
}
