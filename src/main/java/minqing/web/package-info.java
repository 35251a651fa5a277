/**
 * What every controller shares and no feature owns: paging, errors as problem+json or as a page, repeated calls with the
 * same key, the description of the REST interface, and the frame of the pages.
 */
@NullMarked
package minqing.web;

import org.jspecify.annotations.NullMarked;
