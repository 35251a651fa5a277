package minqing.bureau.web;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The neighbours of the page of a list that is being shown, for {@code fragments/paging.html}. */
@Component("pages")
public class Pages {

    Pages() {}

    /** The neighbours of a page in a list with so many items; their addresses keep the search of this request. */
    public Neighbours of(long total, Paging paging) {
        long count = Math.max(1, (total + paging.size() - 1) / paging.size());
        // Beyond the end the way back leads to the last page there is.
        long previous = Math.min(paging.page() - 1L, count - 1);
        return new Neighbours(
                total,
                paging.page() + 1L,
                count,
                previous >= 0 ? address(previous) : null,
                paging.page() + 1L < count ? address(paging.page() + 1L) : null);
    }

    private static String address(long page) {
        // The host is left out: the browser knows by which name it came here.
        return ServletUriComponentsBuilder.fromCurrentRequest()
                .scheme(null)
                .host(null)
                .port(-1)
                .replaceQueryParam("page", page)
                .build()
                .toUriString();
    }

    /**
     * Where a page stands in its list.
     *
     * @param total how many items the list has
     * @param number counted from 1, as people do
     * @param count how many pages there are, at least one
     * @param previous the address of the page before, if there is one
     * @param next the address of the page after, if there is one
     */
    public record Neighbours(
            long total,
            long number,
            long count,
            @Nullable String previous,
            @Nullable String next) {}
}
