package minqing.activity.outing;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import minqing.bureau.organization.Community;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Village;
import org.jspecify.annotations.Nullable;

/**
 * Finds the village or the community that a register on paper means: by the name alone where it is the only one of that name,
 * with the names of its administrative village and its town in front, and with words behind it that say where in the village.
 * Where a name fits several villages, or is that of an administrative village, the one counts that the leader was paired with.
 * What was retired is found for the days before.
 */
final class PaperPlaces {

    private final Organization organization;
    private final Map<String, Set<Place>> places = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Set<Place>> found = new HashMap<>();
    private final Map<String, List<Village>> paired = new HashMap<>();
    private final Map<String, LocalDate> retiredVillages;
    private final Map<String, LocalDate> retiredCommunities;

    PaperPlaces(Organization organization, Catalogue catalogue) {
        this.organization = organization;
        retiredVillages = organization.retiredVillages();
        retiredCommunities = organization.retiredCommunities();
        for (Village village : catalogue.villages()) {
            Place place = new Place(village.id(), null);
            String parent = village.administrativeVillage();
            for (String name : List.of(
                    village.name(),
                    parent + village.name(),
                    village.town() + village.name(),
                    OutingWords.place(village))) {
                add(name, place, OutingWords.place(village));
            }
            for (String name : List.of(parent, village.town() + parent)) {
                add(name, place, village.town() + parent);
            }
        }
        for (Community community : catalogue.communities()) {
            add(community.name(), new Place(null, community.id()), community.name());
        }
    }

    /** {@code whole}: how the place is written where it is meant by that name; no word of it where several may be. */
    private void add(String name, Place place, String whole) {
        places.computeIfAbsent(plain(name), key -> new TreeSet<>()).add(place);
        names.merge(plain(name), whole, (one, other) -> one.equals(other) ? one : name);
    }

    /** The one place that is meant; empty where there was none on the day, or where it can't be told which. */
    Optional<Place> find(String written, String leader, LocalDate day) {
        List<Place> candidates = named(written).stream()
                .filter(place ->
                        retired(place).filter(from -> !day.isBefore(from)).isEmpty())
                .toList();
        if (candidates.size() > 1) {
            List<Village> own =
                    paired.computeIfAbsent(leader + " " + day, key -> organization.pairedVillages(leader, day));
            List<Place> ofLeader = candidates.stream()
                    .filter(place ->
                            own.stream().anyMatch(village -> village.id().equals(place.village())))
                    .toList();
            return ofLeader.size() == 1 ? Optional.of(ofLeader.get(0)) : Optional.empty();
        }
        return candidates.stream().findFirst();
    }

    /** From which day on the place that is meant is no more, where it is the only one of that name. */
    Optional<LocalDate> retired(String written) {
        Set<Place> named = named(written);
        return named.size() == 1 ? retired(named.iterator().next()) : Optional.empty();
    }

    /** Whether the text names any place at all. */
    boolean known(String written) {
        return !named(written).isEmpty();
    }

    /**
     * The place as every list and document writes it, town and administrative village in front, and behind it what the
     * register says of where in it; as it is, where that would be too long.
     */
    String written(String written) {
        String beginning = beginning(plain(written));
        String name = names.get(beginning);
        if (name == null) {
            return written;
        }
        int end = 0;
        while (!plain(written.substring(0, end)).equals(beginning)) {
            if (++end > written.length()) {
                return written;
            }
        }
        String whole = name + written.substring(end).replaceFirst("^[\\s\\p{Punct}\u3001\u00b7]+(?=\\p{IsHan})", "");
        return whole.codePointCount(0, whole.length()) > OutingChecks.LONGEST_PLACE ? written : whole;
    }

    private Optional<LocalDate> retired(Place place) {
        return Optional.ofNullable(
                place.village() == null
                        ? retiredCommunities.get(place.community())
                        : retiredVillages.get(place.village()));
    }

    private Set<Place> named(String written) {
        return found.computeIfAbsent(plain(written), this::candidates);
    }

    private Set<Place> candidates(String text) {
        return places.getOrDefault(beginning(text), Set.of());
    }

    /** The longest beginning of the text that names a place; empty where none does. */
    private String beginning(String text) {
        for (int end = text.length(); end > 1; end--) {
            if (places.containsKey(text.substring(0, end))) {
                return text.substring(0, end);
            }
        }
        return "";
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll("[\\s\\p{Punct}\u3001\u00b7]+", "");
    }

    /** A natural village or a community; exactly one of the two. */
    record Place(@Nullable String village, @Nullable String community) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            return toString().compareTo(other.toString());
        }
    }
}
