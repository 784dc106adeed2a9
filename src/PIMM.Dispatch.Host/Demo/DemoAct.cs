using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>What a virtual person does now.</summary>
/// <param name="Name">Names the act once for all: the same act again is the same command.</param>
internal sealed record DemoAct(string Name, ActorId To, Message Body);

/// <summary>
/// True while a person is signed in to an account: the demonstration then does nothing in its name.
/// </summary>
public delegate bool PersonSignedIn(string account);

/// <summary>The live view of a territory, or null when it does not live here.</summary>
public delegate TerritoryView? CurrentView(TerritoryId territory);
