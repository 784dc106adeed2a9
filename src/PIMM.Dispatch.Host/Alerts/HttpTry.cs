using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>
/// One try over HTTP, with a limit in time; what is answered is a status, its body isn't read.
/// </summary>
internal static class HttpTry
{
    private const string Timeout = "timeout";
    private const string Unreachable = "unreachable";

    /// <summary>The address is not one that we call; set by the guard of a handler.</summary>
    public const string AddressRefused = "address-refused";

    public static async Task<TryResult> SendAsync(
        HttpClient http, HttpRequestMessage request, TimeSpan within, TimeProvider clock,
        CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(within, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var answer = await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            return ResultOf(answer.StatusCode);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new TryResult(TryEnd.Retry, Timeout);
        }
        catch (HttpRequestException refused) when (refused.InnerException is AddressRefusedException)
        {
            return new TryResult(TryEnd.Refused, AddressRefused);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException)
        {
            return new TryResult(TryEnd.Retry, Unreachable);
        }
    }

    /// <summary>2xx: taken. What may be better later is tried again, what is wrong with us is not.</summary>
    private static TryResult ResultOf(HttpStatusCode status)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"http-{(int)status}");
        return (int)status switch
        {
            >= 200 and < 300 => TryResult.Sent,
            StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests
                or >= StatusCodes.Status500InternalServerError => new TryResult(TryEnd.Retry, code),
            _ => new TryResult(TryEnd.Refused, code),
        };
    }
}

/// <summary>The name leads to an address that nothing of ours may call.</summary>
public sealed class AddressRefusedException(string host)
    : IOException($"'{host}' leads to no public address");
