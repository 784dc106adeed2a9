using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace PIMM.Dispatch.Host.Metrics;

/// <summary>
/// Keeps the numbers of our own meters and writes them as Prometheus reads them (text exposition format
/// 0.0.4). Counters only grow; a histogram is its sum, its count and its buckets.
/// </summary>
public sealed class MetricsScrape : IDisposable
{
    private const string OurMeters = "PIMM.Dispatch.";

    // Milliseconds, from a fast commit to a caller who has given up.
    private static readonly double[] Bounds =
        [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, Family> families = new(StringComparer.Ordinal);
    private readonly MeterListener listener = new();

    public MetricsScrape()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name.StartsWith(OurMeters, StringComparison.Ordinal))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Take(i, value, tags));
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Take(i, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Take(i, value, tags));
        listener.Start();
    }

    public string Write()
    {
        listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (gate)
        {
            foreach (var (name, family) in families)
                family.Write(text, name);
        }
        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = NameOf(instrument);
        var labels = LabelsOf(tags);
        lock (gate)
        {
            if (!families.TryGetValue(name, out var family))
                families[name] = family = new Family(KindOf(instrument));
            family.Add(labels, value);
        }
    }

    private static string KindOf(Instrument instrument)
    {
        var type = instrument.GetType();
        var kind = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (kind == typeof(Histogram<>))
            return "histogram";
        return kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>) ? "counter" : "gauge";
    }

    private static string NameOf(Instrument instrument)
    {
        var name = new StringBuilder("pimm_");
        foreach (var letter in instrument.Name)
            name.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        if (instrument.Unit is { Length: > 0 } unit)
            name.Append('_').Append(unit == "By" ? "bytes" : unit);
        if (KindOf(instrument) == "counter")
            name.Append("_total");
        return name.ToString();
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text = text.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)
                    .Replace("\n", "\\n", StringComparison.Ordinal);
            labels.Append(labels.Length == 0 ? "" : ",").Append(key.Replace('.', '_').Replace('-', '_'))
                .Append("=\"").Append(text).Append('"');
        }
        return labels.ToString();
    }

    /// <summary>All series of one name.</summary>
    private sealed class Family(string kind)
    {
        private readonly SortedDictionary<string, Series> series = new(StringComparer.Ordinal);

        public void Add(string labels, double value)
        {
            if (!series.TryGetValue(labels, out var one))
                series[labels] = one = new Series(kind == "histogram" ? new long[Bounds.Length] : []);
            one.Sum = kind == "gauge" ? value : one.Sum + value;
            one.Count++;
            for (var index = 0; index < one.Buckets.Length; index++)
                one.Buckets[index] += value <= Bounds[index] ? 1 : 0;
        }

        public void Write(StringBuilder text, string name)
        {
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {kind}\n");
            foreach (var (labels, one) in series)
            {
                if (kind == "histogram")
                    WriteHistogram(text, name, labels, one);
                else
                    WriteLine(text, name, labels, one.Sum);
            }
        }

        private static void WriteHistogram(StringBuilder text, string name, string labels, Series one)
        {
            var before = labels.Length == 0 ? "" : labels + ",";
            for (var index = 0; index < Bounds.Length; index++)
                WriteLine(
                    text, name + "_bucket", $"{before}le=\"{Number(Bounds[index])}\"", one.Buckets[index]);
            WriteLine(text, name + "_bucket", before + "le=\"+Inf\"", one.Count);
            WriteLine(text, name + "_sum", labels, one.Sum);
            WriteLine(text, name + "_count", labels, one.Count);
        }

        private static void WriteLine(StringBuilder text, string name, string labels, double value)
        {
            text.Append(name);
            if (labels.Length > 0)
                text.Append('{').Append(labels).Append('}');
            text.Append(' ').Append(Number(value)).Append('\n');
        }

        private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }

    private sealed class Series(long[] buckets)
    {
        public long[] Buckets { get; } = buckets;

        public double Sum { get; set; }

        public long Count { get; set; }
    }
}
