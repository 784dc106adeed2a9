using System.Text.Json;
using Microsoft.Extensions.Configuration;
using PIMM.Dispatch.Host.CommandLine;
using PIMM.Dispatch.Host.Options;

namespace PIMM.Dispatch.Host.Tests.CommandLine;

/// <summary>What an operator types, and what happens to slips.</summary>
public sealed class HostArgumentsTests
{
    [Fact]
    public void The_options_of_run_become_settings()
    {
        var parsed = HostArguments.Parse(
            ["--demo", "--data", "./here", "--urls=http://127.0.0.1:1", "--dicom-port", "104"],
                out var problem);

        Assert.Null(problem);
        Assert.Equal(Verb.Run, parsed!.Verb);
        Assert.Equal("true", parsed.Settings["Node:Demo"]);
        Assert.Equal("./here", parsed.Settings["Data:Directory"]);
        Assert.Equal("http://127.0.0.1:1", parsed.Settings["Web:Urls"]);
        Assert.Equal("104", parsed.Settings["Dicom:Port"]);
    }

    [Theory]
    [InlineData("--dta", "x")]
    [InlineData("start")]
    [InlineData("--data")]
    public void A_slip_is_refused(params string[] arguments)
    {
        Assert.Null(HostArguments.Parse(arguments, out var problem));
        Assert.NotNull(problem);
    }

    [Fact]
    public void The_shipped_file_sets_every_option()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        using var shipped = JsonDocument.Parse(
            File.ReadAllText(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        foreach (var section in typeof(PimmOptions).GetProperties())
        foreach (var option in section.PropertyType.GetProperties().Where(property => property.CanWrite))
            Assert.True(
                shipped.RootElement.TryGetProperty(section.Name, out var part)
                && part.TryGetProperty(option.Name, out _), $"{section.Name}:{option.Name} is not set");
    }

    [Theory]
    [InlineData("Dicom:Port", "70000")]
    [InlineData("Dicom:AeTitle", "A TITLE THAT IS TOO LONG")]
    [InlineData("Node:Roles", "dispatch,chef")]
    [InlineData("Node:Roles", "web")]
    [InlineData("Web:Urls", "127.0.0.1")]
    [InlineData("Push:BeatEvery", "00:00:03")]
    [InlineData("Push:BeatEvry", "00:00:01")]
    [InlineData("Alerts:WebhookUrl", "gateway")]
    [InlineData("Alerts:WebhookUrl", "https://gateway.invalid/without-a-secret")]
    [InlineData("Alerts:PushSubject", "somebody")]
    [InlineData("Alerts:SendWithin", "00:02:00")]
    [InlineData("Alerts:AtOnceMax", "0")]
    [InlineData("SignIn:IdleMax", "soon")]
    [InlineData("Data:Directory", "")]
    public void A_setting_that_can_not_be_meant_stops_the_start(string key, string value)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
            .AddInMemoryCollection([KeyValuePair.Create<string, string?>(key, value)])
            .Build();

        var refused = Assert.Throws<OptionsException>(() => OptionsReading.Read(configuration));
        Assert.Contains(key.Split(':')[0], refused.Message, StringComparison.Ordinal);
    }
}
