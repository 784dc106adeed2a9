using System.Text;
using System.Text.Json.Nodes;
using PIMM.Dispatch.Cluster.Configuration;
using Xunit;

namespace PIMM.Dispatch.Cluster.Tests.Configuration;

/// <summary>
/// Whatever stands in a file, the answer is settings or a list of sentences, never another exception.
/// </summary>
public sealed class TerritoryFileMutationTests
{
    private const string Id = "touraine-val-de-loire";
    private const int Seed = 20261122;
    private const int Mutations = 800;

    private static readonly string[] s_odd =
    [
        "null", "true", "-1", "0", "1e400", "3.5", "99999999999999999999", "\"\"", "\"x\"", "\"\\u0000\"",
        "\"9999-12-31\"", "\"0000-00-00\"", "\"PT99999H99999M\"", "\"P9999DT99999H\"", "\"24:00\"",
        "[]", "[null]",
        "[[]]", "{}", "{\"from\":null}",
    ];

    [Fact]
    public void An_odd_value_anywhere_is_read_or_refused()
    {
        var random = new Random(Seed);
        var texts = Encoding.UTF8.GetString(RepositoryFiles.Territory(Id));
        var refused = 0;
        for (var number = 0; number < Mutations; number++)
        {
            var file = JsonNode.Parse(texts)!.AsObject();
            var place = Replace(file, random, JsonNode.Parse(s_odd[random.Next(s_odd.Length)]));
            refused += Refuses(
                Encoding.UTF8.GetBytes(file.ToJsonString()), $"seed {Seed}, {number}: {place}");
        }
        Assert.InRange(refused, Mutations / 2, Mutations);
    }

    [Fact]
    public void Broken_bytes_anywhere_are_read_or_refused()
    {
        var random = new Random(Seed);
        var whole = RepositoryFiles.Territory(Id);
        for (var number = 0; number < Mutations; number++)
        {
            var bytes = whole.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Refuses(bytes.AsSpan(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length).ToArray(),
                $"seed {Seed}, {number}");
        }
    }

    private static int Refuses(byte[] json, string what)
    {
        try
        {
            TerritoryFiles.Parse(Id + ".json", json);
            return 0;
        }
        catch (TerritoryFileException refusal)
        {
            Assert.NotEmpty(refusal.Problems);
            return 1;
        }
        catch (Exception other)
        {
            throw new InvalidOperationException(what, other);
        }
    }

    /// <summary>Puts a value where another one stands, and says where.</summary>
    private static string Replace(JsonObject root, Random random, JsonNode? value)
    {
        var objects = JsonPlaces.Objects(root).ToList();
        var (path, chosen) = objects[random.Next(objects.Count)];
        var key = chosen.ElementAt(random.Next(chosen.Count)).Key;
        if (chosen[key] is JsonArray { Count: > 0 } list && random.Next(2) == 0)
        {
            list[random.Next(list.Count)] = value;
            return $"{path}.{key}[?]";
        }
        chosen[key] = value;
        return $"{path}.{key}";
    }
}
