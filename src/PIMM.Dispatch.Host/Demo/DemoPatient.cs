using System.Globalization;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>
/// Patients that nobody can take for a person: the family name begins with DEMO, and there is no INS.
/// </summary>
internal static class DemoPatient
{
    private static readonly string[] Families =
    [
        "ALPHA", "BRAVO", "CHARLIE", "DELTA", "ECHO", "FOXTROT", "GOLF", "HOTEL", "INDIA", "JULIETT",
        "KILO", "LIMA",
        "MIKE", "NOVEMBER", "OSCAR", "PAPA", "QUEBEC", "ROMEO", "SIERRA", "TANGO", "UNIFORM",
        "VICTOR", "WHISKEY",
        "XRAY", "YANKEE", "ZOULOU",
    ];

    private static readonly string[] Given = ["Exemple", "Fictif", "Essai", "Modele", "Specimen", "Factice"];

    public static Patient Draw(DemoChance chance, DateOnly today)
    {
        const int AgeMin = 18;
        const int AgeMax = 95;
        const int DaysOfYear = 364;
        var birth = today
            .AddYears(-chance.For("age").Between(AgeMin, AgeMax))
            .AddDays(-chance.For("day").Between(0, DaysOfYear));
        var number = (chance.For("number").Bits() % 100_000_000).ToString("D8", CultureInfo.InvariantCulture);
        return new Patient(
            "DEMO-" + chance.For("family").OneOf(Families), chance.For("given").OneOf(Given), birth,
            chance.For("sex").Share() < 0.5 ? "F" : "M", "DEMO-"
            + number, Ins: null, IdentityStatus.Provisional);
    }
}
