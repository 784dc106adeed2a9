using System.Security.Cryptography;
using PIMM.Dispatch.Domain;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests;

/// <summary>The hash of a row is fixed for ever: another one would be another journal format.</summary>
public sealed class HashChainTests
{
    private static readonly JournalRow Row = new(
        new TerritoryId("lumière"), 42, new CaseId("lumière.7"), "report-signed", 2,
        new DateTimeOffset(2026, 10, 25, 1, 0, 0, TimeSpan.Zero).AddMicroseconds(1), "reader:rosalie",
        new CommandId("c-1"), 9, 3, "node-a", "{\"n\":1}"u8.ToArray(), default);

    [Fact]
    public void Form_is_length_prefixed_little_endian_and_hashed_with_the_hash_before()
    {
        using var form = new MemoryStream();
        using var writer = new BinaryWriter(form);
        void Text(string text)
        {
            var utf8 = System.Text.Encoding.UTF8.GetBytes(text);
            writer.Write((uint)utf8.Length);
            writer.Write(utf8);
        }
        var previous = Enumerable.Range(0, 32).Select(n => (byte)n).ToArray();
        writer.Write(previous);
        Text("lumière");
        writer.Write(42L);
        Text("case/lumière.7");
        Text("report-signed");
        writer.Write(2L);
        Text("2026-10-25T01:00:00.000001Z");
        Text("reader:rosalie");
        Text("c-1");
        writer.Write(9L);
        writer.Write(3L);
        Text("node-a");
        Text("{\"n\":1}");

        Assert.Equal(SHA256.HashData(form.ToArray()), HashChain.Next(previous, Row));
    }

    [Fact]
    public void Every_column_and_the_row_before_count()
    {
        var hashes = new List<byte[]> { HashChain.Next(new byte[32], Row), HashChain.Next(SHA256.HashData([]),
            Row) };
        JournalRow[] others =
        [
            Row with { Territory = new TerritoryId("aurore") }, Row with { Sequence = 43 },
            Row with { Actor = new ReaderId("lumière.7") }, Row with { EventType = "report-signe" },
            Row with { EventVersion = 3 }, Row with { At = Row.At.AddMicroseconds(1) },
            Row with { By = "reader:martin" },
            Row with { Command = new CommandId("c-2") }, Row with { ActorVersion = 10 },
            Row with { Epoch = 4 },
            Row with { Node = "node-b" }, Row with { Payload = "{\"n\":2}"u8.ToArray() },
            Row with { Payload = new byte[5_000] },
            // What moves from one column to the next is another row.
            Row with { By = "reader:rosaliec", Command = new CommandId("-1") },
        ];
        hashes.AddRange(others.Select(row => HashChain.Next(new byte[32], row)));

        Assert.Equal(hashes.Count, hashes.Select(Convert.ToHexString).Distinct().Count());
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00.000000Z")]
    [InlineData("2026-03-29T01:59:59.999999Z")]
    [InlineData("2024-02-29T23:59:59.000001Z")]
    [InlineData("9999-12-31T23:59:59.999999Z")]
    public void Instants_come_back_exactly(string text)
    {
        var utf8 = System.Text.Encoding.ASCII.GetBytes(text);
        Assert.True(InstantText.TryParse(utf8, out var at));

        var again = new byte[InstantText.Length];
        InstantText.Write(at, again);

        Assert.Equal(text, System.Text.Encoding.ASCII.GetString(again));
        Assert.Equal(text, InstantText.Of(at));
    }

    [Theory]
    [InlineData("2026-03-29T01:59:59.99999Z")]
    [InlineData("2026-03-29 01:59:59.999999Z")]
    [InlineData("2026-03-29T01:59:59.999999+")]
    [InlineData("2026-02-29T01:59:59.999999Z")]
    [InlineData("2026-13-29T01:59:59.999999Z")]
    [InlineData("2026-00-29T01:59:59.999999Z")]
    [InlineData("2026-03-29T24:00:00.000000Z")]
    [InlineData("2026-03-29T01:60:00.000000Z")]
    [InlineData("2026-03-29T01:59:60.000000Z")]
    [InlineData("0000-03-29T01:59:59.000000Z")]
    [InlineData("2026-03-29T01:59:5a.000000Z")]
    public void What_is_no_instant_of_ours_is_not_read(string text) =>
        Assert.False(InstantText.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out _));
}
