package io.fenghuo.app;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/**
 * The trace of an exception in the log, {@code %trace} in {@code logback.xml}. What strangers said often stands in the message of an exception:
 * its line ends would begin lines that look like ours, other control characters command a terminal, and marks of direction turn a line around.
 * Each of them becomes a space, in the messages of causes and of suppressed exceptions too; the frames stand a line each, as ever.
 *
 * <p>Confined to logback, which makes one for each pattern.
 */
public final class LogTrace extends ThrowableProxyConverter {
    @Override
    protected String throwableProxyToString(IThrowableProxy thrown) {
        return super.throwableProxyToString(new OneLine(thrown));
    }

    private record OneLine(IThrowableProxy thrown) implements IThrowableProxy {
        private static @Nullable String line(@Nullable String said) {
            return said == null ? null : said.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", " ");
        }

        @Override
        public @Nullable String getMessage() {
            return line(thrown.getMessage());
        }

        @Override
        public @Nullable String getOverridingMessage() {
            return line(thrown.getOverridingMessage());
        }

        @Override
        public @Nullable IThrowableProxy getCause() {
            IThrowableProxy cause = thrown.getCause();
            return cause == null ? null : new OneLine(cause);
        }

        @Override
        public IThrowableProxy @Nullable [] getSuppressed() {
            IThrowableProxy[] suppressed = thrown.getSuppressed();
            if (suppressed == null) {
                return null;
            }
            IThrowableProxy[] lines = new IThrowableProxy[suppressed.length];
            for (int i = 0; i < lines.length; i++) {
                lines[i] = new OneLine(suppressed[i]);
            }
            return lines;
        }

        @Override
        public String getClassName() {
            return thrown.getClassName();
        }

        @Override
        public StackTraceElementProxy[] getStackTraceElementProxyArray() {
            return thrown.getStackTraceElementProxyArray();
        }

        @Override
        public int getCommonFrames() {
            return thrown.getCommonFrames();
        }

        @Override
        public boolean isCyclic() {
            return thrown.isCyclic();
        }
    }
}
