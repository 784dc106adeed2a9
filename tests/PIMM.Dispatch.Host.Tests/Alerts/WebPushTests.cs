using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PIMM.Dispatch.Host.Alerts;
using PIMM.Dispatch.Host.Alerts.WebPush;
using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Host.Tests.Rig;
using Microsoft.Extensions.DependencyInjection;

namespace PIMM.Dispatch.Host.Tests.Alerts;

/// <summary>The standards to the byte, and what a browser may not make the node call.</summary>
public sealed class WebPushTests
{
    // RFC 8291, appendix A.
    private const string BrowserKey =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string OwnKey =
        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private const string OwnPrivate = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private const string AuthSecret = "BTBZMqHH6r4Tts7J_aSIgg";
    private const string Salt = "DGv6ra1nlYgDCS1FRnbzlw";
    private const string Message =
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
        + "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

    [Fact]
    public void Message_of_the_standard_is_encrypted_to_the_byte()
    {
        var parameters = PushEncryption.ParametersOf(Base64Url.DecodeFromChars(OwnKey));
        using var own = ECDiffieHellman.Create(
            parameters with { D = Base64Url.DecodeFromChars(OwnPrivate) });

        var message = PushEncryption.Encrypt(
            "When I grow up, I want to be a watermelon"u8, Base64Url.DecodeFromChars(BrowserKey),
            Base64Url.DecodeFromChars(AuthSecret), own, Base64Url.DecodeFromChars(Salt));

        Assert.Equal(Message, Base64Url.EncodeToString(message));
    }

    [Fact]
    public void Payload_that_does_not_fit_is_refused_and_one_that_just_fits_is_one_record()
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var (key, secret, salt) = (Base64Url.DecodeFromChars(BrowserKey),
            Base64Url.DecodeFromChars(AuthSecret), Base64Url.DecodeFromChars(Salt));

        Assert.Equal(
            4096, PushEncryption.Encrypt(new byte[PushEncryption.PayloadBytesMax], key, secret, own, salt)
                .Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => PushEncryption.Encrypt(
            new byte[PushEncryption.PayloadBytesMax + 1], key, secret, own, salt));
    }

    [Fact]
    public async Task Push_service_is_told_who_sends_by_a_signature_that_holds()
    {
        await using var rig = await AlertRig.StartAsync();
        await rig.ReachableAsync();
        await rig.AlarmAsync("1.2.940");
        var header = (await rig.Push.NextAsync()).Headers["Authorization"];

        var parts = header["vapid t=".Length..].Split(", k=");
        var token = parts[0].Split('.');
        using var key = ECDsa.Create(PushEncryption.ParametersOf(Base64Url.DecodeFromChars(parts[1])));
        Assert.True(key.VerifyData(
            Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Base64Url.DecodeFromChars(token[2]),
            HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(token[1]))!;
        Assert.Equal(rig.Push.Address.GetLeftPart(UriPartial.Authority), (string?)claims["aud"]);
        Assert.Equal("mailto:essai@pimm.invalid", (string?)claims["sub"]);
        var left = (long)claims["exp"]! - rig.Node.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.InRange(left, 1, (long)TimeSpan.FromHours(24).TotalSeconds);
        Assert.Equal(
            (string?)(await (await rig.Node.AsAsync("coordinator")).GetAsync("/api/me/alerts"))["pushKey"],
            parts[1]);
    }

    [Fact]
    public async Task Key_is_made_once_and_is_for_nobody_else()
    {
        await using var rig = await NodeRig.StartAsync();
        var options = rig.Services.GetRequiredService<PimmOptions>();
        var first = rig.Services.GetRequiredService<Vapid>().PublicKey;

        using var again = new Vapid(options, rig.Clock);

        Assert.Equal(first, again.PublicKey);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(options.Data.PushKeyPath));
    }

    [Theory]
    [InlineData("93.184.215.14", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    public void Only_public_addresses_are_called(string address, bool isPublic) =>
        Assert.Equal(isPublic, PushAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/abc", true)]
    [InlineData("https://par02p.notify.windows.com/w/?token=abc", true)]
    [InlineData("http://fcm.googleapis.com/fcm/send/abc", false)]
    [InlineData("https://fcm.googleapis.com:8443/fcm/send/abc", false)]
    [InlineData("https://fcm.googleapis.com.evil.invalid/x", false)]
    [InlineData("https://evilnotify.windows.com/x", false)]
    [InlineData("https://fcm.googleapis.com@evil.invalid/x", false)]
    [InlineData("https://user:word@fcm.googleapis.com/x", false)]
    [InlineData("https://127.0.0.1/x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("x", false)]
    public async Task Only_known_push_services_are_accepted(string endpoint, bool accepted)
    {
        await using var rig = await NodeRig.StartAsync();
        var (status, body) = await (await rig.AsAsync("reader")).PostAsync("/api/me/contacts", new
        {
            channel = "push", push = new { endpoint, key = BrowserKey, secret = AuthSecret },
        });

        Assert.Equal(accepted ? HttpStatusCode.OK : HttpStatusCode.BadRequest, status);
        if (!accepted)
            Assert.Equal("field-invalid", (string?)body!["code"]);
    }

    [Fact]
    public async Task Name_that_leads_to_a_private_address_is_not_called_at_the_moment_of_the_call()
    {
        await using var rig = await NodeRig.StartAsync(("Alerts:PushHosts", "localhost"));
        var contact = new Contact(
            new("c"), "reader", Domain.AlertChannel.Push, default, "", null,
            new PushTarget("https://localhost/x", BrowserKey, AuthSecret));

        var result = await rig.Services.GetRequiredService<WebPushOutlet>().SendAsync(
            contact, new AlertMessage("x", "", null, "test", null, null, default, "essai"), default);

        Assert.Equal(new Domain.TryResult(Domain.TryEnd.Refused, "address-refused"), result);
    }
}
