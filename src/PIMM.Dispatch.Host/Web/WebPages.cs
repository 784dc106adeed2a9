using Microsoft.Extensions.FileProviders;

namespace PIMM.Dispatch.Host.Web;

/// <summary>
/// The built pages, from <c>wwwroot</c> beside the executable; hashed files are kept for a year, the page
/// itself never.
/// </summary>
public static class WebPages
{
    private const string Hashed = "/assets";
    private const string Page = "index.html";

    private static readonly PathString[] OurOwn = ["/api", "/hubs", "/openapi", Hashed];

    private static string Root => Path.Combine(AppContext.BaseDirectory, "wwwroot");

    public static void UseWebPages(this WebApplication app)
    {
        if (!Directory.Exists(Root))
            return;
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Root),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments(Hashed, StringComparison.Ordinal)
                    ? "public, max-age=31536000, immutable"
                    : "no-cache",
        });
    }

    /// <summary>Every address that is no file and none of ours is a page of the application.</summary>
    public static Task ShowAsync(HttpContext context, RequestDelegate next)
    {
        var page = Path.Combine(Root, Page);
        if (context.GetEndpoint() is not null || !IsPage(context.Request) || !File.Exists(page))
            return next(context);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        return context.Response.SendFileAsync(page);
    }

    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !Array.Exists(OurOwn, prefix => request.Path.StartsWithSegments(prefix, StringComparison.Ordinal));
}
