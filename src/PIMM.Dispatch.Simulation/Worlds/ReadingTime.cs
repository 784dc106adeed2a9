namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>How much longer or shorter than a good reader (skill 2) one of another skill reads.</summary>
internal static class ReadingTime
{
    private static readonly double[] BySkill = [1.35, 1.15, 1.0, 0.88];

    /// <param name="skill">0 to 3.</param>
    public static double Factor(int skill) => BySkill[skill];
}
