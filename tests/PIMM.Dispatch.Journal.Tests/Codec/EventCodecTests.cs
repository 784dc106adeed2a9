using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Codec;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Codec;

/// <summary>
/// Events are written for ever: what was written once must read the same on every later version of the
/// product.
/// </summary>
public sealed class EventCodecTests
{
    /// <summary>
    /// Set to 1 to write the golden file of a new event; one that exists is never overwritten.
    /// </summary>
    private const string WriteVariable = "PIMM_WRITE_GOLDEN";

    public static TheoryData<string> Goldens => [.. GoldenEvents.All.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_event_of_the_domain_has_a_name()
    {
        var events = typeof(DomainEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DomainEvent)) && !type.IsAbstract)
            .Select(type => type.Name).Order(StringComparer.Ordinal);

        var named = EventCodec.Domain.Types.Select(type => type.Clr.Name).Order(StringComparer.Ordinal);

        Assert.Equal(events, named);
    }

    [Fact]
    public void Every_event_has_a_golden_file_at_its_present_version()
    {
        var names = EventCodec.Domain.Types.Select(type => $"{type.Name}.v{type.Version}");

        Assert.Empty(names.Except(GoldenEvents.All.Keys));
    }

    [Fact]
    public void Every_golden_file_is_tested()
    {
        var files = Directory.GetFiles(Folder(), "*.json").Select(Path.GetFileNameWithoutExtension);

        Assert.Empty(files.Except(GoldenEvents.All.Keys));
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Golden_file_reads_as_the_event_and_is_written_the_same(string name)
    {
        var expected = GoldenEvents.All[name];
        var path = Path.Combine(Folder(), name + ".json");
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1" && !File.Exists(path))
            File.WriteAllBytes(path, EventCodec.Domain.Encode(expected).Payload);
        var golden = File.ReadAllBytes(path);
        var dot = name.LastIndexOf(".v", StringComparison.Ordinal);
        var (type, version) = (name[..dot], int.Parse(name.AsSpan(dot + 2), CultureInfo.InvariantCulture));

        var decoded = EventCodec.Domain.Decode(type, version, golden);

        Assert.Equal(expected.GetType(), decoded.GetType());
        Assert.Equivalent(expected, decoded, strict: true);
        if (EventCodec.Domain.Encode(decoded) is var again && again.Version == version)
        {
            Assert.Equal(type, again.Name);
            Assert.Equal(Encoding.UTF8.GetString(golden), Encoding.UTF8.GetString(again.Payload));
        }
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Member_that_the_version_does_not_know_stops_the_territory(string name)
    {
        var (type, version, payload) = EventCodec.Domain.Encode(GoldenEvents.All[name]);
        var changed = JsonNode.Parse(payload)!.AsObject();
        changed["unheardOf"] = 1;

        Assert.Throws<UnknownEventException>(
            () => EventCodec.Domain.Decode(type, version, Encoding.UTF8.GetBytes(changed.ToJsonString())));
    }

    [Theory]
    [InlineData("deadline-set", 2, """{"name":"x","dueAt":"2026-03-29T01:00:00.000000Z"}""")]
    [InlineData("DeadlineSet", 1, """{"name":"x","dueAt":"2026-03-29T01:00:00.000000Z"}""")]
    [InlineData("deadline-set", 1, """{"name":"x"}""")]
    [InlineData("deadline-set", 1, """{"name":null,"dueAt":"2026-03-29T01:00:00.000000Z"}""")]
    [InlineData("deadline-set", 1, """{"name":"x","dueAt":"2026-03-29T02:00:00+01:00"}""")]
    [InlineData("deadline-set", 1, """{"name":"x","dueAt":"2026-03-29T01:00:00Z"}""")]
    [InlineData("deadline-set", 1, """{"name":1,"dueAt":"2026-03-29T01:00:00.000000Z"}""")]
    [InlineData("deadline-set", 1, """["x"]""")]
    [InlineData("deadline-set", 1, "null")]
    [InlineData("deadline-set", 1, "")]
    [InlineData("target-alerted", 1, """{"alert":"Imminent!"}""")]
    [InlineData("target-alerted", 1, """{"alert":2}""")]
    [InlineData("images-received", 1, """{"study":"1.2.3","count":"4"}""")]
    public void What_is_not_known_stops_the_territory(string type, int version, string payload) =>
        Assert.Throws<UnknownEventException>(
            () => EventCodec.Domain.Decode(type, version, Encoding.UTF8.GetBytes(payload)));

    [Fact]
    public void Event_that_stands_in_no_table_is_not_written() =>
        Assert.Throws<UnknownEventException>(() => EventCodec.Domain.Encode(new Measured("left", 3)));

    [Fact]
    public void Absent_values_are_left_out_and_come_back_absent()
    {
        var fact = new CaseOffered(new ReaderId("rosalie"), Batches.Start, null);

        var (type, version, payload) = EventCodec.Domain.Encode(fact);

        Assert.DoesNotContain("interrupts", Encoding.UTF8.GetString(payload), StringComparison.Ordinal);
        Assert.Equal(fact, EventCodec.Domain.Decode(type, version, payload));
    }

    [Fact]
    public void Instant_of_another_offset_is_written_in_utc_and_too_fine_a_one_is_refused()
    {
        var summer = new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.FromHours(2));

        var (_, _, payload) = EventCodec.Domain.Encode(new DeadlineSet("x", summer));

        Assert.Contains("2026-07-01T08:00:00.000000Z", Encoding.UTF8.GetString(payload),
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(
            () => EventCodec.Domain.Encode(new DeadlineSet("x", summer.AddTicks(1))));
    }

    [Fact]
    public void Older_version_is_brought_to_the_present_one()
    {
        Assert.Equal(new Measured("left", 300), Decode("measured", 1, """{"where":"left","metres":3}"""));
        Assert.Equal(new Measured("left", 300), Decode("measured", 2, """{"place":"left","metres":3}"""));
        Assert.Equal(new Measured("left", 300), Decode("measured", 3,
            """{"place":"left","centimetres":300}"""));
        Assert.Throws<UnknownEventException>(
            () => Decode("measured", 4, """{"place":"left","centimetres":300}"""));
        Assert.Throws<UnknownEventException>(() => Decode("measured", 0, """{"place":"left"}"""));
        Assert.Throws<UnknownEventException>(() => Decode("measured", 2, "[]"));
    }

    [Fact]
    public void Renamed_event_is_read_under_its_old_name() =>
        Assert.Equal(new Measured("right", 100), Decode("sized", 1, """{"place":"right","metres":1}"""));

    private static DomainEvent Decode(string type, int version, string payload) => new EventCodec(
        [EventType.Of<Measured>("measured", 3)],
        [
            new Upcaster("measured", 1, "measured", 2, old => new()
            {
                ["place"] = Copy(old, "where"), ["metres"] = Copy(old, "metres"),
            }),
            new Upcaster("measured", 2, "measured", 3, old => new()
            {
                ["place"] = Copy(old, "place"), ["centimetres"] = (int)old["metres"]! * 100,
            }),
            new Upcaster("sized", 1, "measured", 2, old => old),
        ],
        JournalJson.Options(new DefaultJsonTypeInfoResolver()))
        .Decode(type, version, Encoding.UTF8.GetBytes(payload));

    private static JsonNode? Copy(JsonObject from, string member) => from[member]?.DeepClone();

    // The files stand beside the sources: a new one is written where it is committed.
    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden");

    private sealed record Measured(string Place, int Centimetres) : DomainEvent;
}
