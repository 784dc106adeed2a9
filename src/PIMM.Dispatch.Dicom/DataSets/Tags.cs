namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// The attributes that PIMM.Dispatch names itself (PS3.6); any other is <c>new Tag(group, element)</c>.
/// </summary>
public static class Tags
{
    // File meta information (PS3.10 §7.1).
    public static readonly Tag FileMetaInformationGroupLength = new(0x0002_0000);
    public static readonly Tag FileMetaInformationVersion = new(0x0002_0001);
    public static readonly Tag MediaStorageSopClassUid = new(0x0002_0002);
    public static readonly Tag MediaStorageSopInstanceUid = new(0x0002_0003);
    public static readonly Tag TransferSyntaxUid = new(0x0002_0010);
    public static readonly Tag ImplementationClassUid = new(0x0002_0012);
    public static readonly Tag ImplementationVersionName = new(0x0002_0013);
    public static readonly Tag SourceApplicationEntityTitle = new(0x0002_0016);

    // SOP common, study, series.
    public static readonly Tag SpecificCharacterSet = new(0x0008_0005);
    public static readonly Tag ImageType = new(0x0008_0008);
    public static readonly Tag InstanceCreationDate = new(0x0008_0012);
    public static readonly Tag InstanceCreationTime = new(0x0008_0013);
    public static readonly Tag SopClassUid = new(0x0008_0016);
    public static readonly Tag SopInstanceUid = new(0x0008_0018);
    public static readonly Tag StudyDate = new(0x0008_0020);
    public static readonly Tag SeriesDate = new(0x0008_0021);
    public static readonly Tag AcquisitionDate = new(0x0008_0022);
    public static readonly Tag ContentDate = new(0x0008_0023);
    public static readonly Tag AcquisitionDateTime = new(0x0008_002A);
    public static readonly Tag StudyTime = new(0x0008_0030);
    public static readonly Tag SeriesTime = new(0x0008_0031);
    public static readonly Tag AcquisitionTime = new(0x0008_0032);
    public static readonly Tag ContentTime = new(0x0008_0033);
    public static readonly Tag AccessionNumber = new(0x0008_0050);
    public static readonly Tag IssuerOfAccessionNumberSequence = new(0x0008_0051);
    public static readonly Tag QueryRetrieveLevel = new(0x0008_0052);
    public static readonly Tag Modality = new(0x0008_0060);
    public static readonly Tag ModalitiesInStudy = new(0x0008_0061);
    public static readonly Tag ConversionType = new(0x0008_0064);
    public static readonly Tag Manufacturer = new(0x0008_0070);
    public static readonly Tag InstitutionName = new(0x0008_0080);
    public static readonly Tag ReferringPhysicianName = new(0x0008_0090);
    public static readonly Tag CodeValue = new(0x0008_0100);
    public static readonly Tag CodingSchemeDesignator = new(0x0008_0102);
    public static readonly Tag CodeMeaning = new(0x0008_0104);
    public static readonly Tag TimezoneOffsetFromUtc = new(0x0008_0201);
    public static readonly Tag StationName = new(0x0008_1010);
    public static readonly Tag StudyDescription = new(0x0008_1030);
    public static readonly Tag ProcedureCodeSequence = new(0x0008_1032);
    public static readonly Tag SeriesDescription = new(0x0008_103E);
    public static readonly Tag InstitutionalDepartmentName = new(0x0008_1040);
    public static readonly Tag OperatorsName = new(0x0008_1070);
    public static readonly Tag ManufacturerModelName = new(0x0008_1090);
    public static readonly Tag ReferencedStudySequence = new(0x0008_1110);
    public static readonly Tag ReferencedSopClassUid = new(0x0008_1150);
    public static readonly Tag ReferencedSopInstanceUid = new(0x0008_1155);
    public static readonly Tag AnatomicRegionSequence = new(0x0008_2218);

    // Patient.
    public static readonly Tag PatientName = new(0x0010_0010);
    public static readonly Tag PatientId = new(0x0010_0020);
    public static readonly Tag IssuerOfPatientId = new(0x0010_0021);
    public static readonly Tag IssuerOfPatientIdQualifiersSequence = new(0x0010_0024);
    public static readonly Tag PatientBirthDate = new(0x0010_0030);
    public static readonly Tag PatientBirthTime = new(0x0010_0032);
    public static readonly Tag PatientSex = new(0x0010_0040);
    public static readonly Tag OtherPatientIdsSequence = new(0x0010_1002);
    public static readonly Tag PatientBirthName = new(0x0010_1005);
    public static readonly Tag PatientAge = new(0x0010_1010);
    public static readonly Tag PatientSize = new(0x0010_1020);
    public static readonly Tag PatientWeight = new(0x0010_1030);
    public static readonly Tag MedicalAlerts = new(0x0010_2000);
    public static readonly Tag Allergies = new(0x0010_2110);
    public static readonly Tag AdditionalPatientHistory = new(0x0010_21B0);
    public static readonly Tag PregnancyStatus = new(0x0010_21C0);
    public static readonly Tag PatientComments = new(0x0010_4000);

    // Acquisition.
    public static readonly Tag ContrastBolusAgent = new(0x0018_0010);
    public static readonly Tag BodyPartExamined = new(0x0018_0015);
    public static readonly Tag SliceThickness = new(0x0018_0050);
    public static readonly Tag Kvp = new(0x0018_0060);
    public static readonly Tag DeviceSerialNumber = new(0x0018_1000);
    public static readonly Tag SoftwareVersions = new(0x0018_1020);
    public static readonly Tag ProtocolName = new(0x0018_1030);
    public static readonly Tag PatientPosition = new(0x0018_5100);

    // Relationship.
    public static readonly Tag StudyInstanceUid = new(0x0020_000D);
    public static readonly Tag SeriesInstanceUid = new(0x0020_000E);
    public static readonly Tag StudyId = new(0x0020_0010);
    public static readonly Tag SeriesNumber = new(0x0020_0011);
    public static readonly Tag AcquisitionNumber = new(0x0020_0012);
    public static readonly Tag InstanceNumber = new(0x0020_0013);
    public static readonly Tag ImagePositionPatient = new(0x0020_0032);
    public static readonly Tag ImageOrientationPatient = new(0x0020_0037);
    public static readonly Tag FrameOfReferenceUid = new(0x0020_0052);
    public static readonly Tag Laterality = new(0x0020_0060);
    public static readonly Tag PositionReferenceIndicator = new(0x0020_1040);
    public static readonly Tag NumberOfStudyRelatedInstances = new(0x0020_1208);

    // Image pixel.
    public static readonly Tag SamplesPerPixel = new(0x0028_0002);
    public static readonly Tag PhotometricInterpretation = new(0x0028_0004);
    public static readonly Tag NumberOfFrames = new(0x0028_0008);
    public static readonly Tag Rows = new(0x0028_0010);
    public static readonly Tag Columns = new(0x0028_0011);
    public static readonly Tag PixelSpacing = new(0x0028_0030);
    public static readonly Tag BitsAllocated = new(0x0028_0100);
    public static readonly Tag BitsStored = new(0x0028_0101);
    public static readonly Tag HighBit = new(0x0028_0102);
    public static readonly Tag PixelRepresentation = new(0x0028_0103);
    public static readonly Tag BurnedInAnnotation = new(0x0028_0301);
    public static readonly Tag WindowCenter = new(0x0028_1050);
    public static readonly Tag WindowWidth = new(0x0028_1051);
    public static readonly Tag RescaleIntercept = new(0x0028_1052);
    public static readonly Tag RescaleSlope = new(0x0028_1053);

    // Request.
    public static readonly Tag RequestingPhysician = new(0x0032_1032);
    public static readonly Tag RequestingService = new(0x0032_1033);
    public static readonly Tag RequestedProcedureDescription = new(0x0032_1060);
    public static readonly Tag RequestedProcedureCodeSequence = new(0x0032_1064);
    public static readonly Tag AdmissionId = new(0x0038_0010);
    public static readonly Tag CurrentPatientLocation = new(0x0038_0300);
    public static readonly Tag PerformedProcedureStepStartDate = new(0x0040_0244);
    public static readonly Tag PerformedProcedureStepStartTime = new(0x0040_0245);
    public static readonly Tag PerformedProcedureStepDescription = new(0x0040_0254);
    public static readonly Tag RequestAttributesSequence = new(0x0040_0275);
    public static readonly Tag RequestedProcedureId = new(0x0040_1001);
    public static readonly Tag ReasonForTheRequestedProcedure = new(0x0040_1002);
    public static readonly Tag RequestedProcedurePriority = new(0x0040_1003);

    public static readonly Tag PixelData = new(0x7FE0_0010);

    // Delimiters (PS3.5 §7.5).
    public static readonly Tag Item = new(0xFFFE_E000);
    public static readonly Tag ItemDelimitationItem = new(0xFFFE_E00D);
    public static readonly Tag SequenceDelimitationItem = new(0xFFFE_E0DD);

    /// <summary>
    /// Where the bulk begins: Float, Double Float and ordinary Pixel Data all stand at or after this tag.
    /// </summary>
    public static readonly Tag FirstPixelElement = new(0x7FE0_0008);
}
