global using PIMM.Dispatch.TestKit;
global using Xunit;
