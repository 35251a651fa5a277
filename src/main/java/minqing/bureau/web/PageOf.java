package minqing.bureau.web;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param items the page's items, in the list's order
 * @param total how many items the whole list has
 */
public record PageOf<T>(List<T> items, long total) {

    public PageOf {
        items = List.copyOf(items);
    }

    /** The page of a list that is in memory as a whole. */
    public static <T> PageOf<T> of(List<T> all, Paging paging) {
        List<T> items = all.stream().skip(paging.offset()).limit(paging.size()).toList();
        return new PageOf<>(items, all.size());
    }

    /** The same page with every item in another shape. */
    public <R> PageOf<R> map(Function<? super T, ? extends R> shape) {
        return new PageOf<R>(items.stream().<R>map(shape).toList(), total);
    }
}
