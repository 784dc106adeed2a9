using Xunit;

namespace PIMM.Dispatch.Architecture.Tests;

/// <summary>Runs the rules over the whole tree, and each rule over a sample that it must catch.</summary>
public sealed class CSharpRuleTests
{
    private const string Product = "src/PIMM.Dispatch.Domain/Cases/Sample.cs";
    private const string Test = "tests/PIMM.Dispatch.Domain.Tests/Sample.cs";

    public static TheoryData<string> Rules => [.. CSharpRules.All.Keys];

    /// <summary>Rule, file, and a text with exactly one violation.</summary>
    public static TheoryData<string, string, string> Caught => new()
    {
        { "NamesSaySomething", Product, "sealed class CaseManager;" },
        { "NamesSaySomething", Product, "sealed record struct CaseInfo;" },
        { "NamesSaySomething", Product, "interface ICaseService;" },
        { "NamespaceFollowsFolder", Product, "namespace PIMM.Dispatch.Domain.Readers;" },
        { "NamespaceFollowsFolder", Product, "namespace PIMM.Dispatch.Domain.Cases { }" },
        { "ClassesAreSealed", Product, "public class Case;" },
        { "ClassesAreSealed", Product, "public record Case;" },
        { "NoRegion", Product, "class A {\n#region x\n#endregion\n}" },
        { "ClockIsInjected", Product, "var now = DateTimeOffset.UtcNow;" },
        { "ClockIsInjected", Product, "var now = System.DateTime.Today;" },
        { "RandomIsInjected", Product, "var dice = Random.Shared;" },
        { "RandomIsInjected", Test, "var dice = new Random();" },
        { "NothingBlocks", Product, "var x = ReadAsync().Result;" },
        { "NothingBlocks", Product, "var x = readTask.Result;" },
        { "NothingBlocks", Product, "gate.Wait();" },
        { "NothingBlocks", Product, "var x = Read().GetAwaiter().GetResult();" },
        { "NothingBlocks", Product, "Thread.Sleep(1);" },
        { "NoAsyncVoid", Product, "class A { async void F() => await G(); }" },
        { "CatchesDoSomething", Product, "try { } catch (IOException) { }" },
        { "CatchesDoSomething", Product, "try { } catch (Exception) {\n// Why not.\n}" },
        { "TestsDoNotWait", Test, "await Task.Delay(10);" },
        { "TestsDoNotWait", Test, "Thread.Sleep(10);" },
        { "DomainCountsInWholeNumbers", Product, "double x = 1;" },
        { "DomainCountsInWholeNumbers", "src/PIMM.Dispatch.Domain/ExactMath.cs", "float x = 1;" },
        { "DomainCountsInWholeNumbers", "src/PIMM.Dispatch.Domain/ExactMath.cs", "var x = Math.Exp(1);" },
        { "SuppressionsSayWhy", Product, "#pragma warning disable CA1000\n" },
        { "SuppressionsSayWhy", Product, "[SuppressMessage(\"a\", \"b\")] class A;" },
        { "NoCommentedCode", Product, "// Read(file);\n" },
        { "NoCommentedCode", Product, "// count = 0;\n" },
        { "NoCommentedCode", Product, "// return state with { Reader = null };\n" },
    };

    /// <summary>Rule, file, and a text that looks alike and is allowed.</summary>
    public static TheoryData<string, string, string> Allowed => new()
    {
        { "NamesSaySomething", Product, "sealed class DataSet;" },
        { "NamespaceFollowsFolder", Product, "namespace PIMM.Dispatch.Domain.Cases;" },
        { "NamespaceFollowsFolder", Product, "namespace PIMM.Dispatch.Domain;" },
        { "ClassesAreSealed", Product,
            "public readonly record struct CaseId; abstract record Event; static class A;" },
        { "ClockIsInjected", Product, "var now = clock.GetUtcNow(); var d = time.Now;" },
        { "RandomIsInjected", Test, "var dice = new Random(seed);" },
        { "NothingBlocks", Product, "gate.Wait(limit); var r = rejection.Result; await x;" },
        { "CatchesDoSomething", Product,
            "try { } catch (IOException) {\n// The sender has gone: nothing to undo.\n}" },
        { "CatchesDoSomething", Product, "try { } catch (IOException e) { Log(e); }" },
        { "TestsDoNotWait", Product, "await Task.Delay(wait, clock);" },
        { "DomainCountsInWholeNumbers", Test, "double x = 1;" },
        { "DomainCountsInWholeNumbers", "src/PIMM.Dispatch.Domain/ExactMath.cs",
            "double x = Math.Floor(y);" },
        { "SuppressionsSayWhy", Product, "#pragma warning disable CA1000 // the family is closed\n" },
        { "NoCommentedCode", Product, "// It reads the file again and decides;\n// then it goes on.\n" },
        { "NoCommentedCode", Product, "// The reader may be away; then another is asked.\n" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_tree_follows(string rule) =>
        Violation.AssertNone(SourceTree.CSharp.SelectMany(CSharpRules.All[rule]));

    [Theory]
    [MemberData(nameof(Caught))]
    public void A_rule_catches(string rule, string path, string text) =>
        Assert.Single(CSharpRules.All[rule](CSharpFile.Parse(path, text)));

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_rule_lets_pass(string rule, string path, string text) =>
        Assert.Empty(CSharpRules.All[rule](CSharpFile.Parse(path, text)));

    [Theory]
    [InlineData(70, 0)]
    [InlineData(71, 1)]
    public void Seventy_lines_are_the_limit_of_a_function(int lines, int violations)
    {
        var text = "class A {\nvoid F()\n{\n"
            + string.Concat(Enumerable.Repeat("x++;\n", lines - 3)) + "}\n}";
        Assert.Equal(
            violations, CSharpRules.All["FunctionsAreShort"](CSharpFile.Parse(Product, text)).Count());
    }

    [Fact]
    public void The_tree_is_read_at_all() => Assert.True(SourceTree.CSharp.Count > 50);
}
