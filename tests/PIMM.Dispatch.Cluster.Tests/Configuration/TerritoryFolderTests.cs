using System.Text.Json.Nodes;
using PIMM.Dispatch.Cluster.Configuration;
using Xunit;

namespace PIMM.Dispatch.Cluster.Tests.Configuration;

/// <summary>What only the folder as a whole shows.</summary>
public sealed class TerritoryFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pimm-territories-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_title_of_two_hospitals_is_refused_across_territories()
    {
        Write("hainaut-cambresis", _ => { });
        Write("landes-pays-basque", file =>
            JsonPlaces.Set(file, "$.establishments[1].aeTitles[0].title", "DENAIN"));
        var problem = Assert.Single(Refused().Problems);
        Assert.Equal("landes-pays-basque.json", problem.File);
        Assert.Equal(
            "The AE title “DENAIN” of landes-pays-basque/dax already belongs to hainaut-cambresis/denain.",
            problem.Sentence);
    }

    [Fact]
    public void One_account_with_two_names_is_refused()
    {
        Write("centre-val-de-loire", _ => { });
        Write("touraine-val-de-loire", file => JsonPlaces.Set(file, "$.readers[0].name", "Dr Démo Autre"));
        Assert.Contains(
            "“radiologue6” is called Dr Démo Autre here", Assert.Single(Refused().Problems).Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_account_of_two_persons_is_refused()
    {
        Write("centre-val-de-loire", _ => { });
        Write("touraine-val-de-loire", file => JsonPlaces.Set(file, "$.readers[0].person", "autre"));
        Assert.Contains(
            "“radiologue6” is the person autre here", Assert.Single(Refused().Problems).Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_of_several_files_come_together()
    {
        Write("hainaut-cambresis", file => file.Remove("zone"));
        File.WriteAllText(Path.Combine(_folder, "landes-pays-basque.json"), "not json");
        Assert.Equal(["hainaut-cambresis.json", "landes-pays-basque.json"],
            Refused().Problems.Select(problem => problem.File));
    }

    [Fact]
    public void A_folder_that_is_missing_or_empty_is_refused()
    {
        Assert.Contains("holds no territory file", Refused().Message, StringComparison.Ordinal);
        var missing = Assert.Throws<TerritoryFileException>(
            () => TerritoryFiles.Load(Path.Combine(_folder, "nowhere")));
        Assert.Contains("does not exist", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_beside_the_files_is_not_a_territory()
    {
        Write("hainaut-cambresis", _ => { });
        File.Copy(Path.Combine(RepositoryFiles.Territories, "territory.schema.json"),
            Path.Combine(_folder, "territory.schema.json"));
        Assert.Single(TerritoryFiles.Load(_folder));
    }

    [Fact]
    public void A_file_above_one_mebibyte_is_not_read()
    {
        File.WriteAllBytes(Path.Combine(_folder, "huge.json"), new byte[1024 * 1024 + 1]);
        Assert.Contains("1048577 bytes", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void At_most_two_hundred_sentences_are_kept()
    {
        Write("hainaut-cambresis", file =>
        {
            for (var number = 0; number < 300; number++)
                file[$"unknown{number}"] = number;
        });
        Assert.Equal(200, Refused().Problems.Length);
    }

    private TerritoryFileException Refused() =>
        Assert.Throws<TerritoryFileException>(() => TerritoryFiles.Load(_folder));

    private void Write(string id, Action<JsonObject> edit)
    {
        var file = RepositoryFiles.Editable(id);
        edit(file);
        File.WriteAllText(Path.Combine(_folder, id + ".json"), file.ToJsonString());
    }
}
