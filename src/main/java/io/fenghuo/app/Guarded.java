package io.fenghuo.app;

import io.fenghuo.app.PluginException.Fault;
import io.fenghuo.channel.Channel;
import io.fenghuo.model.Reason;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.Trouble;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands before an object of a plug-in, so that whatever it throws, errors of linking included, reaches the house as what the interface
 * allows: a {@link SourceException} where that is declared, else a {@link PluginException}. What it gives out is guarded too. Threadsafe.
 */
final class Guarded implements InvocationHandler {
    /** The trouble of a plug-in that throws; its arguments are the class and what it threw. */
    private static final String THREW = "plugin.threw";

    private final Object real;
    private final @Nullable PluginException unfit;

    private Guarded(Object real, @Nullable PluginException unfit) {
        this.real = real;
        this.unfit = unfit;
    }

    /**
     * The object behind its guard.
     *
     * @param spi what it is seen as
     * @param unfit why it cannot be used, although entries of the files name it: it has its name and no problems, and fails when it is to
     *     work; null = it can
     */
    static <T> T guard(Class<T> spi, T real, @Nullable PluginException unfit) {
        return spi.cast(Proxy.newProxyInstance(spi.getClassLoader(), new Class<?>[] {spi}, new Guarded(real, unfit)));
    }

    /** Whether {@code object} stands behind a guard. */
    static boolean isGuarded(Object object) {
        return Proxy.isProxyClass(object.getClass()) && Proxy.getInvocationHandler(object) instanceof Guarded;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return own(proxy, method, args);
        }
        if (unfit != null && !isName(method)) {
            return unfit(method, unfit);
        }
        try {
            return kept(method.getReturnType(), method.invoke(real, args));
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            if (cause instanceof SourceException || isFatal(cause)) {
                throw cause;
            }
            return failed(method, fault(cause), cause);
        }
    }

    private Object own(Object proxy, Method method, Object @Nullable [] args) {
        return switch (method.getName()) {
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> real.getClass().getName();
        };
    }

    private static boolean isName(Method method) {
        return method.getName().equals("word") || method.getName().equals("type");
    }

    private static @Nullable Object unfit(Method method, PluginException why) {
        return switch (method.getName()) {
            case "problems" -> List.of();
            case "way" -> SourceType.Way.POLL;
            case "keys", "hook" -> null;
            default -> throw why;
        };
    }

    /** Interfaces of ours are guarded as their maker is. */
    private static @Nullable Object kept(Class<?> declared, @Nullable Object value) {
        boolean ours = declared.isInterface() && declared.getName().startsWith("io.fenghuo.") && !declared.isSealed();
        return value == null || !ours ? value : guarded(declared, value);
    }

    private static <T> T guarded(Class<T> spi, Object value) {
        return guard(spi, spi.cast(value), null);
    }

    private static boolean isFatal(Throwable thrown) {
        return thrown instanceof Error && !(thrown instanceof LinkageError) && !(thrown instanceof StackOverflowError);
    }

    private PluginException fault(Throwable cause) {
        Fault kind = cause instanceof LinkageError ? Fault.MISFIT : Fault.THREW;
        return new PluginException(
                kind, cause, real.getClass().getName(), SpiVersion.HERE, PluginException.brief(cause));
    }

    private Object failed(Method method, PluginException fault, Throwable cause) throws SourceException {
        if (method.getName().equals("problems")) {
            String type = real.getClass().getName();
            return method.getDeclaringClass() == Channel.class
                    ? List.of(Reason.of(THREW, type, PluginException.brief(cause)))
                    : List.of(Trouble.of(THREW, type, PluginException.brief(cause)));
        }
        if (Arrays.asList(method.getExceptionTypes()).contains(SourceException.class)) {
            throw new SourceException(THREW, real.getClass().getName(), PluginException.brief(cause));
        }
        throw fault;
    }
}
