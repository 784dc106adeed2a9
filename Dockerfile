# One node of PIMM.Dispatch. .NET 10 and Node come from Ubuntu's own archive, so that no other source has to be trusted.
FROM ubuntu:26.04 AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates dotnet-sdk-10.0 nodejs npm \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/PIMM.Dispatch.Host -c Release -o /app --nologo

FROM ubuntu:26.04
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates aspnetcore-runtime-10.0 tzdata \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --user-group --no-create-home pimm \
  && install -d -o pimm -g pimm -m 700 /data
WORKDIR /app
COPY --from=build /app .
COPY cluster-config/territories cluster-config/territories
USER pimm
VOLUME /data
EXPOSE 5080 11112
ENTRYPOINT ["dotnet", "PIMM.Dispatch.Host.dll"]
CMD ["--data", "/data", "--urls", "http://0.0.0.0:5080", "--dicom-address", "0.0.0.0"]
