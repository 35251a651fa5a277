package minqing.bureau.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import minqing.platform.database.DatabaseTrouble;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Fault;
import minqing.platform.fault.FaultTranslator;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Decides what a request is answered that ended in an exception: whose doing it was, and what the person is told. */
@Component
class FaultAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(FaultAnswers.class);

    /** Deeper than anything is wrapped; a chain of causes can be a circle. */
    private static final int DEPTH = 30;

    private static final String RETRY_SECONDS = "10";

    /** PostgreSQL's classes of errors that a value a client sent can cause: 22 data exception. */
    private static final String DATA_EXCEPTION = "22";

    private final ObjectProvider<FaultTranslator> translators;

    FaultAnswers(ObjectProvider<FaultTranslator> translators) {
        this.translators = translators;
    }

    /** The answer to an exception; what nobody foresaw is logged under a number that the person is told. */
    Answer to(Throwable thrown, HttpServletRequest request) {
        for (Throwable current : chain(thrown)) {
            if (current instanceof Fault fault) {
                return toFault(fault);
            }
        }
        Optional<DatabaseTrouble> trouble = DatabaseTrouble.behind(thrown);
        if (trouble.isPresent()) {
            return toTrouble(trouble.get(), thrown);
        }
        for (Throwable current : chain(thrown)) {
            Optional<Fault> fault = translators
                    .orderedStream()
                    .flatMap(translator -> translator.translate(current).stream())
                    .findFirst();
            if (fault.isPresent()) {
                return toFault(fault.get());
            }
        }
        for (Throwable current : chain(thrown)) {
            Optional<Answer> answer = toKnown(current);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return toUnforeseen(thrown, request);
    }

    private static Answer toTrouble(DatabaseTrouble trouble, Throwable thrown) {
        if (trouble == DatabaseTrouble.FULL) {
            return Answer.of(HttpStatus.INSUFFICIENT_STORAGE, "fault.storage");
        }
        LOG.warn("the database does not answer: {}", thrown.getClass().getName());
        return Answer.of(HttpStatus.SERVICE_UNAVAILABLE, "fault.database")
                .with(Map.of(HttpHeaders.RETRY_AFTER, RETRY_SECONDS));
    }

    private static Answer toFault(Fault fault) {
        if (fault instanceof InvalidInput input) {
            return Answer.invalid(input.faults());
        }
        HttpStatus status = fault instanceof Forbidden
                ? HttpStatus.FORBIDDEN
                : fault instanceof Missing
                        ? HttpStatus.NOT_FOUND
                        : fault instanceof Conflict ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_ENTITY;
        return Answer.of(status, fault.key(), fault.getArguments());
    }

    private static Optional<Answer> toKnown(Throwable thrown) {
        Optional<Answer> answer = toUnreadable(thrown);
        if (answer.isEmpty()) {
            answer = toWrongValue(thrown);
        }
        if (answer.isEmpty()) {
            answer = toWrongRequest(thrown);
        }
        return answer.isEmpty() ? toDatabase(thrown) : answer;
    }

    /** A body that is no JSON, or JSON of another shape than the call's. */
    private static Optional<Answer> toUnreadable(Throwable thrown) {
        if (thrown instanceof HttpMessageNotReadableException unreadable) {
            Throwable cause = unreadable.getCause();
            return cause instanceof JacksonException json ? Optional.of(toJson(json)) : Optional.of(unreadable());
        }
        return thrown instanceof JacksonException json ? Optional.of(toJson(json)) : Optional.empty();
    }

    static Answer unreadable() {
        return Answer.of(HttpStatus.BAD_REQUEST, "fault.unreadable");
    }

    private static Answer toJson(JacksonException json) {
        if (json instanceof JsonParseException || json instanceof StreamConstraintsException) {
            return unreadable();
        }
        if (!(json instanceof JsonMappingException mapping)) {
            return unreadable();
        }
        if (mapping.getCause() instanceof JsonParseException) {
            return unreadable();
        }
        String field = JsonFields.name(mapping.getPath());
        if (mapping instanceof UnrecognizedPropertyException) {
            return Answer.invalid(field, "fault.field.unknown");
        }
        return field.isEmpty()
                ? Answer.invalid(List.of(new FieldFault("", "fault.field.body")))
                : expecting(field, JsonFields.target(mapping));
    }

    /** A parameter or a part of the address that is not what the method takes. */
    private static Optional<Answer> toWrongValue(Throwable thrown) {
        if (thrown instanceof MethodArgumentTypeMismatchException mismatch) {
            MethodParameter parameter = mismatch.getParameter();
            return Optional.of(
                    parameter.hasParameterAnnotation(PathVariable.class)
                            ? missing()
                            : expecting(mismatch.getName(), mismatch.getRequiredType()));
        }
        if (thrown instanceof TypeMismatchException mismatch && mismatch.getPropertyName() != null) {
            return Optional.of(expecting(mismatch.getPropertyName(), mismatch.getRequiredType()));
        }
        if (thrown instanceof MissingServletRequestParameterException absent) {
            return Optional.of(Answer.invalid(absent.getParameterName(), "fault.field.required"));
        }
        if (thrown instanceof MissingServletRequestPartException absent) {
            return Optional.of(Answer.invalid(absent.getRequestPartName(), "fault.field.required"));
        }
        if (thrown instanceof MissingRequestValueException) {
            return Optional.of(Answer.of(HttpStatus.UNPROCESSABLE_ENTITY, "fault.invalid-input"));
        }
        if (thrown instanceof BindException bind) {
            return Optional.of(toBinding(bind.getBindingResult()));
        }
        if (thrown instanceof HandlerMethodValidationException validation) {
            List<FieldFault> faults = validation.getParameterValidationResults().stream()
                    .map(result -> result.getMethodParameter().getParameterName())
                    .map(name -> fieldFault(name == null ? "" : name, "fault.field.value"))
                    .toList();
            return Optional.of(
                    faults.isEmpty()
                            ? Answer.of(HttpStatus.UNPROCESSABLE_ENTITY, "fault.invalid-input")
                            : Answer.invalid(faults));
        }
        return Optional.empty();
    }

    private static Answer toBinding(BindingResult result) {
        List<FieldFault> faults = new ArrayList<>(result.getFieldErrors().stream()
                .map(error -> fieldFault(error.getField(), "fault.field.value"))
                .toList());
        return faults.isEmpty()
                ? Answer.of(HttpStatus.UNPROCESSABLE_ENTITY, "fault.invalid-input")
                : Answer.invalid(faults);
    }

    private static Optional<Answer> toWrongRequest(Throwable thrown) {
        if (thrown instanceof NoResourceFoundException || thrown instanceof NoHandlerFoundException) {
            return Optional.of(missing());
        }
        if (thrown instanceof HttpRequestMethodNotSupportedException wrong) {
            Set<HttpMethod> allowed = wrong.getSupportedHttpMethods();
            Answer answer = Answer.of(HttpStatus.METHOD_NOT_ALLOWED, "fault.method", wrong.getMethod());
            return Optional.of(allowed == null ? answer : answer.with(Map.of(HttpHeaders.ALLOW, join(allowed))));
        }
        if (thrown instanceof HttpMediaTypeNotAcceptableException) {
            return Optional.of(Answer.of(HttpStatus.NOT_ACCEPTABLE, "fault.not-acceptable"));
        }
        if (thrown instanceof HttpMediaTypeNotSupportedException unsupported) {
            Answer answer = Answer.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "fault.media-type");
            return Optional.of(
                    unsupported.getSupportedMediaTypes().isEmpty()
                            ? answer
                            : answer.with(Map.of(HttpHeaders.ACCEPT, join(unsupported.getSupportedMediaTypes()))));
        }
        if (thrown instanceof MaxUploadSizeExceededException || isTooLarge(thrown)) {
            return Optional.of(Answer.of(HttpStatus.PAYLOAD_TOO_LARGE, "fault.too-large.unknown"));
        }
        if (thrown instanceof MultipartException && chain(thrown).stream().noneMatch(FaultAnswers::isFileName)) {
            boolean large = chain(thrown).stream().anyMatch(FaultAnswers::isTooLarge);
            return Optional.of(
                    large
                            ? Answer.of(HttpStatus.PAYLOAD_TOO_LARGE, "fault.too-large.unknown")
                            : Answer.of(HttpStatus.BAD_REQUEST, "fault.malformed"));
        }
        if (isFileName(thrown)) {
            return Optional.of(Answer.of(HttpStatus.UNPROCESSABLE_ENTITY, "fault.file-name"));
        }
        if (thrown instanceof RequestRejectedException) {
            return Optional.of(Answer.of(HttpStatus.BAD_REQUEST, "fault.malformed"));
        }
        if (thrown instanceof AccessDeniedException) {
            return Optional.of(Answer.of(HttpStatus.FORBIDDEN, "fault.forbidden"));
        }
        if (thrown instanceof AuthenticationException) {
            return Optional.of(Answer.of(HttpStatus.UNAUTHORIZED, "fault.unauthorized"));
        }
        if (thrown instanceof AsyncRequestTimeoutException) {
            return Optional.of(Answer.of(HttpStatus.SERVICE_UNAVAILABLE, "fault.unavailable"));
        }
        if (thrown instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
            return Optional.of(ofStatus(response.getStatusCode()));
        }
        return Optional.empty();
    }

    /** Tomcat's own exceptions are told by name, so that another server does not break the build. */
    private static boolean isTooLarge(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        return name.equals("SizeLimitExceededException")
                || name.equals("FileSizeLimitExceededException")
                || name.equals("FileCountLimitExceededException");
    }

    /** A name with NUL in it. */
    private static boolean isFileName(Throwable thrown) {
        return thrown.getClass().getSimpleName().equals("InvalidFileNameException");
    }

    /** What the database refuses although nothing is broken. */
    private static Optional<Answer> toDatabase(Throwable thrown) {
        if (thrown instanceof ConcurrencyFailureException) {
            return Optional.of(Answer.of(HttpStatus.CONFLICT, "fault.overtaken"));
        }
        if (thrown instanceof DuplicateKeyException) {
            return Optional.of(Answer.of(HttpStatus.CONFLICT, "fault.conflict"));
        }
        if (thrown instanceof CannotCreateTransactionException || thrown instanceof TransientDataAccessException) {
            LOG.warn("the database does not answer: {}", thrown.getClass().getName());
            return Optional.of(Answer.of(HttpStatus.SERVICE_UNAVAILABLE, "fault.unavailable"));
        }
        if (thrown instanceof SQLException refused
                && refused.getSQLState() != null
                && refused.getSQLState().startsWith(DATA_EXCEPTION)) {
            LOG.warn("a value reached the database that a check should have refused: {}", refused.getSQLState());
            return Optional.of(Answer.of(HttpStatus.UNPROCESSABLE_ENTITY, "fault.invalid-input"));
        }
        return Optional.empty();
    }

    private static Answer toUnforeseen(Throwable thrown, HttpServletRequest request) {
        String number = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("unexpected failure {} in {}:\n{}", number, request.getMethod(), Discretion.trace(thrown));
        return Answer.of(HttpStatus.INTERNAL_SERVER_ERROR, "fault.unexpected", number);
    }

    /** The answer to a bare status that somebody else decided on. */
    static Answer ofStatus(HttpStatusCode status) {
        String key = switch (status.value()) {
            case 401 -> "fault.unauthorized";
            case 403 -> "fault.forbidden";
            case 404 -> "fault.missing";
            case 406 -> "fault.not-acceptable";
            case 409 -> "fault.conflict";
            case 413 -> "fault.too-large.unknown";
            case 415 -> "fault.media-type";
            case 422 -> "fault.invalid-input";
            case 503 -> "fault.unavailable";
            default -> status.is5xxServerError() ? "fault.rejected" : "fault.malformed";
        };
        return Answer.of(status, key);
    }

    private static Answer missing() {
        return Answer.of(HttpStatus.NOT_FOUND, "fault.missing");
    }

    /** Says what a field should have been. */
    private static Answer expecting(String field, @Nullable Class<?> type) {
        if (type == null) {
            return Answer.invalid(field, "fault.field.value");
        }
        if (type.isEnum()) {
            String choices = String.join(
                    "、",
                    Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList());
            return Answer.invalid(field, "fault.field.choice", choices);
        }
        String key = "fault.field.value";
        if (type == boolean.class || type == Boolean.class) {
            key = "fault.field.truth";
        } else if (JsonFields.isWhole(type)) {
            key = "fault.field.integer";
        } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            key = "fault.field.number";
        } else if (CharSequence.class.isAssignableFrom(type)) {
            key = "fault.field.text";
        } else if (Temporal.class.isAssignableFrom(type)) {
            key = "fault.field.date";
        } else if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            key = "fault.field.list";
        } else if (type.isRecord() || Map.class.isAssignableFrom(type)) {
            key = "fault.field.object";
        }
        return Answer.invalid(field, key);
    }

    private static FieldFault fieldFault(String field, String key) {
        return new FieldFault(field, key, field);
    }

    private static String join(Collection<?> values) {
        return String.join(", ", values.stream().map(String::valueOf).sorted().toList());
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable current = thrown; current != null && chain.size() < DEPTH; current = current.getCause()) {
            chain.add(current);
        }
        return chain;
    }
}
