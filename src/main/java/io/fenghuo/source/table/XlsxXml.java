package io.fenghuo.source.table;

import io.fenghuo.source.SourceException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The parts of a workbook as XML, without DTDs and entities, and no larger than a workbook can be. */
final class XlsxXml {
    /** Bytes a part may unpack to: a full sheet of a million rows. */
    static final long MOST = 2L << 30;
    /** What unpacks to more than this must not have been packed better than {@link #RATIO}. */
    private static final long FREE = 32L << 20;

    private static final int RATIO = 200;
    private static final XMLInputFactory FACTORY = factory();

    private XlsxXml() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    /** Too much came out of too little. */
    private static final class Bomb extends IOException {
        private static final long serialVersionUID = 1L;
    }

    static InputStream part(ZipFile zip, String name) throws IOException, SourceException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new SourceException("table.xlsx", name);
        }
        long packed = Math.max(1, entry.getCompressedSize());
        return new FilterInputStream(zip.getInputStream(entry)) {
            private long seen;

            @Override
            public int read() throws IOException {
                int one = super.read();
                count(one < 0 ? 0 : 1);
                return one;
            }

            @Override
            public int read(byte[] into, int at, int length) throws IOException {
                int read = super.read(into, at, length);
                count(Math.max(0, read));
                return read;
            }

            private void count(int more) throws IOException {
                seen += more;
                if (seen > MOST || (seen > FREE && seen / RATIO > packed)) {
                    throw new Bomb();
                }
            }
        };
    }

    static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        synchronized (FACTORY) {
            return FACTORY.createXMLStreamReader(in);
        }
    }

    /** The next event; a reader that is at its end stays there. */
    static int next(XMLStreamReader xml) throws XMLStreamException {
        return xml.hasNext() ? xml.next() : XMLStreamConstants.END_DOCUMENT;
    }

    static SourceException fault(XMLStreamException wrong) {
        for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
            if (cause instanceof Bomb || wrong.getNestedException() instanceof Bomb) {
                return new SourceException("table.bomb");
            }
        }
        return new SourceException("table.xlsx", String.valueOf(wrong.getMessage()));
    }

    /** The text up to the end of the element the reader stands at. */
    static void text(XMLStreamReader xml, StringBuilder into) throws XMLStreamException {
        int deep = 1;
        while (deep > 0) {
            int event = next(xml);
            if (event == XMLStreamConstants.END_DOCUMENT) {
                return;
            }
            deep += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
            if ((event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA)
                    && into.length() < Table.MAX_CELL) {
                into.append(xml.getText());
            }
        }
    }

    /** The text of a rich string up to the end of {@code element}, without how its characters are spoken (rPh). */
    static void rich(XMLStreamReader xml, String element, StringBuilder into) throws XMLStreamException {
        for (int event = next(xml); event != XMLStreamConstants.END_DOCUMENT; event = next(xml)) {
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(element)) {
                return;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("t")) {
                text(xml, into);
            } else if (event == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("rPh")) {
                text(xml, new StringBuilder());
            }
        }
    }
}
