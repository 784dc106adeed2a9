using System.Globalization;
using System.Text;

namespace PIMM.Dispatch.Simulation.Reports;

/// <summary>
/// A plot in the making: a frame with a horizontal and a vertical scale, and what is drawn in it. Colours
/// come from the page's style, by class, so that one plot serves light, dark and paper.
/// </summary>
internal sealed class Svg(double width, double height, string title)
{
    private const double Left = 52;
    private const double Right = 28;
    private const double Top = 14;
    private const double Bottom = 40;

    private readonly StringBuilder body = new();
    private (double Min, double Max) across = (0, 1);
    private (double Min, double Max) up = (0, 1);

    public Svg Scale((double Min, double Max) horizontal, (double Min, double Max) vertical)
    {
        (across, up) = (horizontal, vertical);
        return this;
    }

    public double X(double value) =>
        Left + (width - Left - Right) * (value - across.Min) / (across.Max - across.Min);

    public double Y(double value) =>
        height - Bottom - (height - Top - Bottom) * (value - up.Min) / (up.Max - up.Min);

    public Svg HorizontalAxis(string label, IEnumerable<(double At, string Text)> ticks)
    {
        foreach (var (at, text) in ticks)
            Text(X(at), height - Bottom + 16, text, "tick middle");
        Line(Left, height - Bottom, width - Right, height - Bottom, "axis");
        return Text((Left + width - Right) / 2, height - 6, label, "label middle");
    }

    public Svg VerticalAxis(string label, IEnumerable<(double At, string Text)> ticks)
    {
        foreach (var (at, text) in ticks)
        {
            Line(Left, Y(at), width - Right, Y(at), "grid");
            Text(Left - 6, Y(at) + 4, text, "tick end");
        }
        body.Append(Inv(
            $"<text class=\"label middle\" transform=\"translate(13 {(height - Bottom + Top) / 2:0.#}) "))
            .Append(Inv($"rotate(-90)\">{Escape(label)}</text>"));
        return this;
    }

    public Svg Line(double x1, double y1, double x2, double y2, string style)
    {
        body.Append(Inv($"<line class=\"{style}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" "))
            .Append(Inv($"x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>"));
        return this;
    }

    /// <summary>A line at one value of the horizontal scale, with its name at the top.</summary>
    public Svg Mark(double at, string name) =>
        Line(X(at), Top, X(at), height - Bottom, "mark").Text(X(at) + 4, Top + 9, name, "tick");

    public Svg Curve(IEnumerable<(double X, double Y)> points, string style)
    {
        var path = string.Join(' ', points.Select(point => Inv($"{X(point.X):0.#},{Y(point.Y):0.#}")));
        body.Append(Inv($"<polyline class=\"curve {style}\" points=\"{path}\"/>"));
        return this;
    }

    public Svg Dot(double x, double y, string style, string tip)
    {
        body.Append(Inv($"<circle class=\"dot {style}\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"4\">"))
            .Append(Inv($"<title>{Escape(tip)}</title></circle>"));
        return this;
    }

    /// <param name="share">From 0 to 1: how strongly the cell is filled.</param>
    public Svg Cell(double x, double y, double w, double h, double share, string tip)
    {
        body.Append(Inv($"<rect class=\"cell\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{w:0.#}\" "))
            .Append(Inv($"height=\"{h:0.#}\" fill-opacity=\"{share:0.##}\">"))
            .Append(Inv($"<title>{Escape(tip)}</title></rect>"));
        return this;
    }

    public Svg Text(double x, double y, string text, string style)
    {
        body.Append(Inv($"<text class=\"{style}\" x=\"{x:0.#}\" y=\"{y:0.#}\">{Escape(text)}</text>"));
        return this;
    }

    public override string ToString() => Inv(
        $"<svg viewBox=\"0 0 {width:0} {height:0}\" role=\"img\" aria-label=\"{Escape(title)}\">")
        + body + "</svg>";

    internal static string Escape(string text) => System.Net.WebUtility.HtmlEncode(text);

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
