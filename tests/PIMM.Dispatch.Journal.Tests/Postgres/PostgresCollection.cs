using PIMM.Dispatch.TestKit.Postgres;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Postgres;

/// <summary>The tests that share one server, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
