using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Domain;
using Xunit;

namespace PIMM.Dispatch.Cluster.Tests.Configuration;

/// <summary>What is refused, with the place and the sentence that the person at the keyboard gets.</summary>
public sealed class TerritoryFileRefusalTests
{
    private const string Id = "hainaut-cambresis";

    public static TheoryData<string, string, string> WrongValues => new()
    {
        { "$.id", "\"autre\"", "The file is called hainaut-cambresis.json" },
        { "$.id", "\"Hainaut\"", "Small letters" },
        { "$.name", "\"\"", "0 characters" },
        { "$.name", "\"   \"", "needs letters" },
        { "$.name", "null", "Here a text is expected" },
        { "$.reason", "\"\"", "0 characters" },
        { "$.zone", "\"Europe/Valenciennes\"", "not a time zone" },
        { "$.establishments", "[]", "The list has 0 entries" },
        { "$.establishments", "{}", "Here a list is expected" },
        { "$.establishments[1].id", "\"valenciennes\"", "written twice" },
        { "$.establishments[1].host", "true", "at most one host" },
        { "$.establishments[1].host", "\"yes\"", "true or false" },
        { "$.establishments[1].abbreviation", "\"VAL\"", "already stands for another" },
        { "$.establishments[1].abbreviation", "\"Val\"", "Three capital letters" },
        { "$.establishments[1].aeTitles[0].title", "\"ABCDEFGHIJKLMNOPQ\"", "17 characters; from 1 to 16" },
        { "$.establishments[1].aeTitles[0].title", "\"DENAIN\\\\1\"", "without backslash" },
        { "$.establishments[1].aeTitles[0].title", "\" DENAIN\"", "without a space at either end" },
        { "$.establishments[1].aeTitles[0].title", "\"DENAIN\\n\"", "An AE title is ASCII" },
        { "$.establishments[1].aeTitles[0].title", "\"DÉNAIN\"", "An AE title is ASCII" },
        { "$.establishments[1].aeTitles[0].address", "\"pacs.denain\"", "not an IP address" },
        { "$.establishments[1].connection[0].from", "\"2023-01-01\"", "write null" },
        { "$.establishments[1].connection[1].from", "null", "Only the first step" },
        { "$.establishments[4].connection[2].from", "\"2025-10-01\"", "must rise" },
        { "$.establishments[1].connection[1].from", "\"2025-02-29\"", "is not a day" },
        { "$.establishments[1].connection[1].from", "\"0001-01-01\"", "is not a day from 2000 to 2199" },
        { "$.establishments[1].connection[1].value", "\"Connected\"",
            "not one of: partner, on-call, connected" },
        { "$.establishments[1].priorityMilli", "2001", "from 500 to 2000" },
        { "$.establishments[1].priorityMilli", "1000.5", "a whole number" },
        { "$.establishments[1].imagesAlone", "\"open\"", "not one of: open-case, request-first" },
        { "$.readers[1].id", "\"radiologue1\"", "written twice" },
        { "$.readers[1].initials", "\"D1\"", "already stands for another" },
        { "$.readers[0].capMinutes", "4", "from 5 to 600" },
        { "$.readers[0].skills.neuro", "4", "from 0 to 3" },
        { "$.readers[0].privileges[0].establishments[0]", "\"lens\"",
            "not an establishment of this territory" },
        { "$.readers[0].privileges[0].establishments[1]", "\"valenciennes\"", "already has a privilege for" },
        { "$.readers[0].privileges[0].lastDay", "\"2023-12-31\"", "before the first" },
        { "$.readers[1].person", "\"radiologue1\"", "already stands for another reader here" },
        { "$.readers[1].person", "\"Docteur\"", "Small letters" },
        { "$.holidays", "\"bretagne\"", "metropolitan, alsace-moselle, guadeloupe" },
        { "$.safetyRest", "\"PT49H\"", "from PT0S to P2D" },
        { "$.lines[0].value[1].id", "\"equipe-jour\"", "written twice" },
        { "$.lines[0].value[0].kind", "\"garde\"", "on-site, on-call, session, deep-night" },
        { "$.lines[0].value[0].hours", "[]", "The list has 0 entries" },
        { "$.lines[0].value[0].hours[0].days[0]", "\"lundi\"", "not one of: monday" },
        { "$.lines[0].value[1].hours[1].days[1]", "\"sunday\"", "a day that stands there already" },
        { "$.lines[0].value[3].hours[1]",
            "{ \"days\": [\"friday\"], \"from\": \"12:59\", \"to\": \"14:00\" }",
            "overlap others of the same day" },
        { "$.lines[0].value[0].hours[0].to", "\"25:00\"", "not a time of day" },
        { "$.lines[0].value[0].establishments[0]", "\"lens\"", "not an establishment of this territory" },
        { "$.lines[0].value[0].establishments[1]", "\"valenciennes\"", "written twice" },
        { "$.lines[0].value[0].specialties[1]", "\"neuro\"", "written twice" },
        { "$.lines[0].value[0].specialties[1]", "\"brain\"", "not one of: neuro, thorax" },
        { "$.lines[0].value[0].readers", "0", "Nobody is wanted and nobody stands in" },
        { "$.lines[0].value[2].standIn", "\"autre\"", "not an external provider of this territory" },
        { "$.externalProviders[0].id", "\"radiologue1\"", "already stands for a reader" },
        { "$.externalProviders[0].lanes", "0", "from 1 to 50" },
        { "$.externalProviders[0].setUp", "\"PT3H\"", "to PT2H" },
        { "$.externalProviders[0].acceptWithin", "\"PT9S\"", "from PT10S" },
        { "$.externalProviders[0].centsPerExam", "1.5", "a whole number" },
        { "$.externalProviders[0].slots", "[]", "from 1 to 20" },
        { "$.externalProviders[0].slots[0].days[1]", "\"monday\"", "written twice" },
        { "$.externalProviders[0].slots[0].days[0]", "\"lundi\"", "not one of: sunday, monday" },
        { "$.externalProviders[0].slots[0].from", "\"6:30\"", "not a time of day" },
        { "$.externalProviders[0].slots[0].use", "\"night\"", "overflow, deep-night, roster-gap" },
        { "$.externalProviders[0].slots[0].establishments[0]", "\"lens\"",
            "not an establishment of this territory" },
        { "$.externalProviders[0].slots[0].establishments[1]", "\"valenciennes\"", "written twice" },
        { "$.externalProviders[0].slots[0].urgencies[0]", "\"u1\"", "not one of: vital" },
        { "$.externalProviders[0].slots[0].casesMax", "0", "from 1 to 1000" },
        { "$.handoverWithin", "\"PT29S\"", "from PT30S to PT1H" },
        { "$.urgencies[1].from", "\"1st October\"", "is not a day" },
        { "$.urgencies[0].value.vital.target", "\"20 min\"", "is not a duration" },
        { "$.urgencies[0].value.vital.target", "\"P\"", "is not a duration" },
        { "$.urgencies[0].value.vital.target", "\"P1DT\"", "is not a duration" },
        { "$.urgencies[0].value.vital.target", "\"P1M\"", "is not a duration" },
        { "$.urgencies[0].value.vital.target", "\"PT0S\"", "from PT1M to P31D" },
        { "$.urgencies[0].value.vital.warningBefore", "\"PT20M\"", "not below the target" },
        { "$.urgencies[0].value.vital.imminentBefore", "\"PT10M\"", "not below warningBefore" },
        { "$.urgencies[0].value.vital.offerExpires", "\"PT20M\"", "not below the target" },
        { "$.urgencies[0].value.vital.offerExpires", "\"PT9S\"", "from PT10S" },
        { "$.urgencies[0].value.vital.criticalWithin", "\"PT13H\"", "from PT1M to PT12H" },
        { "$.escalation", "[]", "The list has 0 entries" },
        { "$.escalation[0].value.vital.acknowledgedFor", "\"PT30S\"", "from PT1M to PT12H" },
        { "$.escalation[0].value.vital.steps", "[]", "The list has 0 entries" },
        { "$.escalation[0].value.vital.steps[0].when", "\"soon\"", "before-target, after-target" },
        { "$.escalation[0].value.vital.steps[0].to", "\"everybody\"", "reader, readers, on-call" },
        { "$.escalation[0].value.vital.steps[0].to", "\"external\"", "must be the last step" },
        { "$.escalation[0].value.vital.steps[4].to", "\"on-call\"", "must end at" },
        { "$.escalation[0].value.vital.steps[4].moves", "false", "write true" },
        { "$.escalation[0].value.vital.steps[4].moves", "\"yes\"", "true or false" },
        { "$.escalation[0].value.urgent.steps[1].delay", "\"PT26M\"", "come before the one above" },
        { "$.escalation[0].value.urgent.steps[1].delay", "\"P32D\"", "from PT0S to P31D" },
        { "$.alerts", "[]", "The list has 0 entries" },
        { "$.alerts[0].value.vital[1].after", "\"PT31M\"", "from PT0S to PT30M" },
        { "$.alerts[0].value.vital[2].after", "\"PT59S\"", "come before the one above" },
        { "$.alerts[0].value.vital[0].channel", "\"pager\"", "not one of: push, text, voice" },
        { "$.alerts[0].value.scheduled", "null", "Here a list is expected" },
        { "$.alerts[0].value.pushOnly[0]", "\"lunch\"", "not one of: case-assigned" },
        { "$.alerts[0].value.screenOnly[0]", "\"hold-ended\"", "stands there already" },
        { "$.clock[0].value", "\"arrival\"", "images-complete, first-image, request" },
        { "$.workingHours.to", "\"08:30\"", "end before they begin" },
        { "$.workingHours.to", "\"24:00\"", "not a time of day" },
        { "$.quietPeriod", "\"PT11M\"", "from PT1S to PT10M" },
        { "$.silenceMax", "\"PT9S\"", "shorter than the quiet period" },
        { "$.studyMemory", "\"PT1H\"", "from P1D" },
        { "$.wallboardQueueTarget", "0", "from 1 to 1000" },
        { "$.weights[0].value.policy", "\"g\"", "not one of: f, e, list" },
        { "$.weights[0].value.interruptionsMax", "-1", "from 0 to 10" },
        { "$.weights[0].value.balanceMilli", "-1", "from 0 to 100000" },
        { "$.weights[0].value.fatigueMilli", "100001", "from 0 to 100000" },
        { "$.weights[0].value.volumeMilli", "100001", "from 0 to 100000" },
        { "$.weights[0].value.planChangeMilli", "100001", "from 0 to 100000" },
        { "$.weights[0].value.holdMilli", "100001", "from 0 to 100000" },
        { "$.weights[0].value.interruptionMilli", "100001", "from 0 to 100000" },
        { "$.weights[0].value.overflowMilli", "-1", "from 0 to 100000" },
        { "$.weights[0].value.learningCases", "1001", "from 0 to 1000" },
        { "$.sharedReadings[0].parts", "[]", "from 2 to 8" },
        { "$.sharedReadings[0].region", "\"body\"", "not one of: head, neck" },
        { "$.sharedReadings[0].parts[0].expectedMinutes", "0", "from 1 to 240" },
        { "$.sharedReadings[0].parts[0].specialty", "\"brain\"", "not one of: neuro, thorax" },
        { "$.sharedReadings[0].parts[0].label", "\"\"", "0 characters" },
        { "$.sharedReadings[0].reason", "\"\"", "0 characters" },
        { "$.weights[0].value.flags", "{}", "Here a list is expected" },
        { "$.weights[0].value.flags[0].weightMilli", "999", "from 1000 to 5000" },
        { "$.weights[0].value.flags[0].weightMilli", "5001", "from 1000 to 5000" },
        { "$.weights[0].value.flags[0].code", "\"Hémorragie\"", "Small letters" },
        { "$.weights[0].value.flags[1].code", "\"hemorragie-intracranienne\"", "already has a weight" },
        { "$.weights[0].value.flags[0].label", "\"\"", "0 characters" },
        { "$.weights[0].value.flags[0].reason", "\"\"", "0 characters" },
        { "$.weights[0].value.urgencyMilli.vital", "100001", "from 0 to 100000" },
        { "$.examRules[0].modality", "\"ct\"", "Capitals, digits and underscores" },
        { "$.examRules[0].anyOf[0]", "\"x\"", "from 2 to 60" },
        { "$.examRules[0].anyOf[0]", "\"--\"", "needs a letter or a digit" },
        { "$.examRules[0].maxAgeYears", "0", "from 1 to 150" },
        { "$.examRules[0].specialty", "\"brain\"", "not one of: neuro, thorax" },
        { "$.examRules[0].region", "\"toe\"", "not one of: head, neck" },
        { "$.examRules[0].expectedMinutes", "0", "from 1 to 240" },
    };

    [Theory]
    [MemberData(nameof(WrongValues))]
    public void A_wrong_value_is_refused_where_it_stands(string path, string value, string sentence)
    {
        var file = RepositoryFiles.Editable(Id);
        JsonPlaces.Set(file, path, JsonNode.Parse(value));
        var problems = Problems(file);
        Assert.Contains(problems, problem =>
            problem.Path == path && problem.File == Id + ".json"
            && problem.Sentence.Contains(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""[{"specialty":"heart","target":"PT30M"}]""", "[0].specialty", "not one of")]
    [InlineData("""[{"specialty":"neuro","target":"PT10M"}]""", "[0].target", "see warningBefore")]
    [InlineData("""[{"specialty":"neuro"}]""", "[0].target", "missing")]
    [InlineData("""[{"specialty":"neuro","target":"PT30M"},{"specialty":"neuro","target":"PT40M"}]""",
        "[1].specialty", "already has a target")]
    public void A_pathway_that_can_not_be_meant_is_refused(string list, string place, string sentence)
    {
        const string Path = "$.urgencies[0].value.vital.pathways";
        var file = RepositoryFiles.Editable(Id);
        JsonPlaces.Set(file, Path, JsonNode.Parse(list));
        var problem = Assert.Single(Problems(file));
        Assert.Equal(Path + place, problem.Path);
        Assert.Contains(sentence, problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pathway_has_its_own_target_and_the_others_keep_theirs()
    {
        var file = RepositoryFiles.Editable(Id);
        JsonPlaces.Set(file, "$.urgencies[0].value.vital.pathways",
            JsonNode.Parse("""[{"specialty":"polytrauma","target":"PT45M"}]"""));
        var rule = Parse(file).Urgencies.Steps[0].Value[Urgency.Vital];
        Assert.Equal(
            (TimeSpan.FromMinutes(45), TimeSpan.FromMinutes(20)),
            (rule.TargetFor(Specialty.Polytrauma), rule.TargetFor(Specialty.Neuro)));
    }

    [Fact]
    public void A_longer_target_for_a_higher_urgency_is_refused()
    {
        var file = RepositoryFiles.Editable(Id);
        JsonPlaces.Set(file, "$.urgencies[0].value.urgent.target", "PT5H");
        var problem = Assert.Single(Problems(file));
        Assert.Equal("$.urgencies[0].value.semi-urgent.target", problem.Path);
    }

    [Fact]
    public void A_step_out_of_a_territory_without_a_provider_is_refused()
    {
        var file = RepositoryFiles.Editable(Id);
        JsonPlaces.Set(file, "$.externalProviders", new JsonArray());
        var problem = Assert.Single(Problems(file), one => one.Path == "$.escalation");
        Assert.Contains("the territory has none", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_goes_back_before_the_target_is_refused()
    {
        var file = RepositoryFiles.Editable(Id);
        JsonPlaces.Set(file, "$.escalation[0].value.urgent.steps[0].when", "after-target");
        Assert.Contains(
            Problems(file), problem => problem.Path == "$.escalation[0].value.urgent.steps[1].delay");
    }

    [Fact]
    public void A_better_skill_that_costs_more_is_refused()
    {
        var file = RepositoryFiles.Editable(Id);
        JsonPlaces.Set(file, "$.weights[0].value.mismatchMilli.good", 251);
        Assert.Equal("$.weights[0].value.mismatchMilli", Assert.Single(Problems(file)).Path);
    }

    [Fact]
    public void A_rule_that_hides_those_below_and_a_missing_last_rule_are_refused()
    {
        var file = RepositoryFiles.Editable(Id);
        var rules = file["examRules"]!.AsArray();
        var last = rules[^1]!.DeepClone();
        rules.RemoveAt(rules.Count - 1);
        rules.Insert(0, last);
        Assert.Collection(Problems(file),
            problem => Assert.Contains("never reached", problem.Sentence, StringComparison.Ordinal),
            problem => Assert.Contains("must match everything", problem.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_specialty_and_an_establishment_that_nobody_reads_are_refused()
    {
        var file = RepositoryFiles.Editable(Id);
        foreach (var reader in file["readers"]!.AsArray())
        {
            reader!["skills"]!["vascular"] = 0;
            reader["privileges"]![0]!["establishments"]!.AsArray().RemoveAt(1);
        }
        Assert.Equal(
            ["Nobody reads “vascular”: such a case could never be given to anyone.",
                "Nobody holds a privilege for “denain”."],
            Problems(file).Select(problem => problem.Sentence));
    }

    [Fact]
    public void A_reader_who_reads_nothing_is_refused()
    {
        var file = RepositoryFiles.Editable(Id);
        var skills = file["readers"]![0]!["skills"]!.AsObject();
        foreach (var specialty in skills.Select(pair => pair.Key).ToList())
            skills[specialty] = 0;
        Assert.Contains(Problems(file), problem => problem.Path == "$.readers[0].skills");
    }

    [Fact]
    public void All_problems_come_at_once()
    {
        var file = RepositoryFiles.Editable(Id);
        JsonPlaces.Set(file, "$.zone", "Mars/Olympus");
        JsonPlaces.Set(file, "$.quietPeriod", "soon");
        JsonPlaces.Set(file, "$.readers[2].skills.neuro", 9);
        file["colour"] = "blue";
        file.Remove("clock");
        var refused = Assert.Throws<TerritoryFileException>(() => Parse(file));
        Assert.Equal(
            ["$.clock", "$.colour", "$.quietPeriod", "$.readers[2].skills.neuro", "$.zone"],
            refused.Problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
        Assert.Contains("5 problem(s)", refused.Message, StringComparison.Ordinal);
        Assert.Contains(
            "hainaut-cambresis.json $.zone: “Mars/Olympus”", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} trailing")]
    [InlineData("{\"id\":1,\"id\":2}")]
    [InlineData("/* why */ {}")]
    public void Text_that_is_no_settings_object_is_refused(string text) =>
        Assert.Throws<TerritoryFileException>(
            () => TerritoryFiles.Parse(Id + ".json", Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(31, "unknown")]
    [InlineData(32, "not correct JSON")]
    public void Nesting_above_thirty_two_is_refused_unread(int depth, string sentence)
    {
        var text = "{\"deep\":" + new string('[', depth) + new string(']', depth) + "}";
        var refused = Assert.Throws<TerritoryFileException>(
            () => TerritoryFiles.Parse(Id + ".json", Encoding.UTF8.GetBytes(text)));
        Assert.Contains(refused.Problems, problem =>
            problem.Sentence.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused_in_words()
    {
        var text = Encoding.UTF8.GetString(RepositoryFiles.Territory(Id));
        var refused = Assert.Throws<TerritoryFileException>(
            () => TerritoryFiles.Parse(Id + ".json", Encoding.Latin1.GetBytes(text.Replace('’', '\''))));
        Assert.Contains("not UTF-8", Assert.Single(refused.Problems).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_is_refused_in_words()
    {
        var text = Encoding.UTF8.GetString(RepositoryFiles.Territory(Id)).Replace("PIMM H", "PIMM \\ud83d H",
            StringComparison.Ordinal);
        var refused = Assert.Throws<TerritoryFileException>(
            () => TerritoryFiles.Parse(Id + ".json", Encoding.UTF8.GetBytes(text)));
        Assert.Contains("halves", Assert.Single(refused.Problems).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_of_an_editor_does_no_harm() =>
        Assert.Equal(Id, TerritoryFiles.Parse(
            Id + ".json", (byte[])[0xEF, 0xBB, 0xBF, .. RepositoryFiles.Territory(Id)]).Id.Value);

    private static ImmutableArray<TerritoryFileProblem> Problems(JsonObject file) =>
        Assert.Throws<TerritoryFileException>(() => Parse(file)).Problems;

    private static TerritorySettings Parse(JsonObject file) =>
        TerritoryFiles.Parse(Id + ".json", Encoding.UTF8.GetBytes(file.ToJsonString()));
}
